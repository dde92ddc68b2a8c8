package dev.pullback.opencl.device;

import dev.pullback.opencl.driver.ClDriver;
import dev.pullback.opencl.driver.DeviceInfo;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Asks a driver about one device and judges whether this backend can use it. */
final class DeviceDescription {

    private static final Pattern VERSION = Pattern.compile("OpenCL (\\d+)\\.(\\d+).*");

    private DeviceDescription() {}

    static ClDevice describe(ClDriver driver, int number, ClPlatform platform, int index, long handle) {
        Set<String> extensions = Arrays.stream(
                        driver.deviceString(handle, DeviceInfo.EXTENSIONS).split("\\s+", 0))
                .filter(extension -> !extension.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        DeviceType type = DeviceType.of(driver.deviceLong(handle, DeviceInfo.TYPE));
        String chip = driver.deviceString(handle, DeviceInfo.NAME);
        String vendor = driver.deviceString(handle, DeviceInfo.VENDOR);
        String version = driver.deviceString(handle, DeviceInfo.VERSION);
        return new ClDevice(
                number,
                platform,
                index,
                handle,
                type,
                name(driver, handle, chip, extensions),
                chip,
                architecture(driver, handle, chip, extensions),
                vendor,
                version,
                driver.deviceString(handle, DeviceInfo.DRIVER_VERSION),
                DeviceLimits.query(driver, handle),
                driver.deviceLong(handle, DeviceInfo.HOST_UNIFIED_MEMORY) != 0,
                FloatingPoint.query(driver, handle, extensions.contains("cl_khr_fp64")),
                extensions,
                judge(driver, handle, platform, type, version, chip + " " + vendor));
    }

    private static String name(ClDriver driver, long handle, String chip, Set<String> extensions) {
        if (extensions.contains("cl_amd_device_attribute_query")) {
            String board = driver.deviceString(handle, DeviceInfo.AMD_BOARD_NAME);
            if (!board.isEmpty()) {
                return board;
            }
        }
        return chip;
    }

    private static String architecture(ClDriver driver, long handle, String chip, Set<String> extensions) {
        if (extensions.contains("cl_nv_device_attribute_query")) {
            return "sm_" + driver.deviceLong(handle, DeviceInfo.NVIDIA_COMPUTE_CAPABILITY_MAJOR)
                    + driver.deviceLong(handle, DeviceInfo.NVIDIA_COMPUTE_CAPABILITY_MINOR);
        }
        return extensions.contains("cl_amd_device_attribute_query") ? chip : "";
    }

    private static DeviceVerdict judge(
            ClDriver driver, long handle, ClPlatform platform, DeviceType type, String version, String identity) {
        if (driver.deviceLong(handle, DeviceInfo.AVAILABLE) == 0) {
            return DeviceVerdict.unusable("the driver says the device is not available");
        }
        if (driver.deviceLong(handle, DeviceInfo.COMPILER_AVAILABLE) == 0) {
            return DeviceVerdict.unusable("its platform has no compiler for OpenCL C");
        }
        if (!isAtLeast12(version)) {
            return DeviceVerdict.unusable("OpenCL 1.2 is needed, the device has \"" + version + "\"");
        }
        if (driver.deviceLong(handle, DeviceInfo.ENDIAN_LITTLE) == 0) {
            return DeviceVerdict.unusable("it is big-endian");
        }
        if (platform.isOclgrind()) {
            return DeviceVerdict.onRequest("Oclgrind checks kernels, a thousand times slower than they run elsewhere");
        }
        if (platform.isPocl()
                && type == DeviceType.GPU
                && identity.toLowerCase(Locale.ROOT).contains("nvidia")) {
            return DeviceVerdict.onRequest("PoCL on CUDA is experimental; NVIDIA's own driver is the one to use");
        }
        return DeviceVerdict.USABLE;
    }

    static boolean isAtLeast12(String version) {
        Matcher parts = VERSION.matcher(version);
        if (!parts.matches()) {
            return false;
        }
        int major = Integer.parseInt(parts.group(1));
        return major > 1 || (major == 1 && Integer.parseInt(parts.group(2)) >= 2);
    }
}
