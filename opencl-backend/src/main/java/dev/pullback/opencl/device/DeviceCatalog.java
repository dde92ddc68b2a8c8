package dev.pullback.opencl.device;

import dev.pullback.opencl.driver.ClDriver;
import dev.pullback.opencl.driver.ClException;
import java.util.ArrayList;
import java.util.List;

/**
 * Every platform and device that a driver sees, in the driver's order.
 *
 * @param devices over all platforms in one numbered list, those that cannot be used included
 * @param problems what could not be described, one line each: a broken platform hides no other
 */
public record DeviceCatalog(List<ClPlatform> platforms, List<ClDevice> devices, List<String> problems) {

    public DeviceCatalog {
        platforms = List.copyOf(platforms);
        devices = List.copyOf(devices);
        problems = List.copyOf(problems);
    }

    public static DeviceCatalog list(ClDriver driver) {
        List<ClPlatform> platforms = new ArrayList<>();
        List<ClDevice> devices = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        long[] platformHandles = driver.platforms();
        for (int p = 0; p < platformHandles.length; p++) {
            try {
                ClPlatform platform = ClPlatform.describe(driver, p, platformHandles[p]);
                platforms.add(platform);
                addDevices(driver, platform, devices, problems);
            } catch (ClException e) {
                problems.add("platform " + p + ": " + e.getMessage());
            }
        }
        return new DeviceCatalog(platforms, devices, problems);
    }

    private static void addDevices(
            ClDriver driver, ClPlatform platform, List<ClDevice> devices, List<String> problems) {
        long[] handles = driver.devices(platform.handle());
        for (int d = 0; d < handles.length; d++) {
            try {
                devices.add(DeviceDescription.describe(driver, devices.size(), platform, d, handles[d]));
            } catch (ClException e) {
                problems.add("device " + platform.index() + ":" + d + " (" + platform.name() + "): " + e.getMessage());
            }
        }
    }
}
