package dev.pullback.opencl.device;

import dev.pullback.opencl.driver.ClDriver;
import dev.pullback.opencl.driver.DeviceInfo;

/**
 * How a device computes with real numbers.
 *
 * @param doublePrecision whether kernels may use {@code double}
 * @param denormals whether float numbers below 2⁻¹²⁶ survive, or may become zero
 * @param exactDivision whether float division and square root can be asked to round correctly
 */
public record FloatingPoint(boolean doublePrecision, boolean denormals, boolean exactDivision) {

    private static final long DENORMALS = 1;
    private static final long CORRECTLY_ROUNDED_DIVIDE_SQRT = 1 << 7;

    static FloatingPoint query(ClDriver driver, long device, boolean doublePrecision) {
        long single = driver.deviceLong(device, DeviceInfo.SINGLE_FP_CONFIG);
        return new FloatingPoint(
                doublePrecision, (single & DENORMALS) != 0, (single & CORRECTLY_ROUNDED_DIVIDE_SQRT) != 0);
    }
}
