package dev.pullback.opencl.driver;

import dev.pullback.opencl.device.ClDevice;
import dev.pullback.opencl.device.DeviceCatalog;
import dev.pullback.opencl.device.DeviceChoice;
import dev.pullback.opencl.device.DeviceSelector;
import org.junit.jupiter.api.Assertions;

/** The device that the tests run on. Without one they fail: a suite that skips them would prove nothing. */
public final class TestDevice {

    private TestDevice() {}

    /** The best device, or the one meant by the property {@code pullback.test.device}. */
    public static ClDevice find(ClDriver driver) {
        return switch (DeviceSelector.select(DeviceCatalog.list(driver), System.getProperty("pullback.test.device"))) {
            case DeviceChoice.Chosen chosen -> chosen.device();
            case DeviceChoice.None none ->
                Assertions.fail("these tests need an OpenCL device: " + none.reason() + "; " + none.hint());
        };
    }
}
