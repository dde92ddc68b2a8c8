package dev.pullback.opencl.device;

import dev.pullback.opencl.device.DeviceVerdict.Standing;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Finds the device that a user's words mean, among all devices of all platforms.
 *
 * <ul>
 *   <li>nothing, or {@code auto}: the best;
 *   <li>{@code 3}: the one with that number in the list;
 *   <li>{@code 0:1}: platform 0, device 1 of it;
 *   <li>{@code gpu}, {@code accelerator}, {@code cpu}: the best of that kind;
 *   <li>{@code nvidia}, {@code pocl}, {@code a100}: the best whose name, board, vendor or platform contains the words,
 *       upper and lower case alike;
 *   <li>{@code pocl:cpu}, {@code nvidia:1}: platform and device, each by number, kind or words.
 * </ul>
 *
 * <p>A device that serves on request only is found by its number, its label, or its platform's name.
 */
public final class DeviceSelector {

    private static final String HINT_LIST = "`pullback devices` lists what there is";

    private static final Map<String, DeviceType> KINDS =
            Map.of("gpu", DeviceType.GPU, "accelerator", DeviceType.ACCELERATOR, "cpu", DeviceType.CPU);

    private DeviceSelector() {}

    /** The device meant by {@code words}, which may be null. */
    public static DeviceChoice select(DeviceCatalog catalog, String words) {
        String asked = words == null ? "" : words.strip().toLowerCase(Locale.ROOT);
        if (catalog.devices().isEmpty()) {
            return noDevices(catalog);
        }
        if (asked.isEmpty() || asked.equals("auto")) {
            return best(catalog, "any device", "the best there is", device -> true, device -> false);
        }
        int colon = asked.indexOf(':');
        if (colon >= 0) {
            String platform = asked.substring(0, colon).strip();
            String device = asked.substring(colon + 1).strip();
            return best(
                    catalog,
                    "\"" + words + "\"",
                    "asked for as " + words,
                    candidate -> isPlatform(candidate, platform) && isDevice(candidate, device, candidate.index()),
                    candidate -> true);
        }
        return best(
                catalog,
                "\"" + words + "\"",
                "asked for as " + words,
                candidate -> isDevice(candidate, asked, candidate.number()),
                candidate -> isNumber(asked) || platformNames(candidate).contains(asked));
    }

    /**
     * The best device that matches.
     *
     * @param named whether the words name a candidate clearly enough to have it although it serves on request only
     */
    private static DeviceChoice best(
            DeviceCatalog catalog, String asked, String why, Predicate<ClDevice> matches, Predicate<ClDevice> named) {
        List<ClDevice> found = catalog.devices().stream().filter(matches).toList();
        return found.stream()
                .filter(device -> switch (device.verdict().standing()) {
                    case USABLE -> true;
                    case ON_REQUEST -> named.test(device);
                    case UNUSABLE -> false;
                })
                .min(DeviceRanking.BEST_FIRST)
                .<DeviceChoice>map(device -> new DeviceChoice.Chosen(device, why))
                .orElseGet(() -> none(catalog, asked, found));
    }

    private static boolean isPlatform(ClDevice device, String asked) {
        if (isNumber(asked)) {
            return asked.equals(Integer.toString(device.platform().index()));
        }
        return asked.isEmpty() || platformNames(device).contains(asked);
    }

    private static boolean isDevice(ClDevice device, String asked, int number) {
        if (isNumber(asked)) {
            return asked.equals(Integer.toString(number));
        }
        DeviceType kind = KINDS.get(asked);
        return kind != null ? device.type() == kind : (platformNames(device) + deviceNames(device)).contains(asked);
    }

    /** Everything a platform is called by, the short name of PoCL included, which its own name does not contain. */
    private static String platformNames(ClDevice device) {
        ClPlatform platform = device.platform();
        String names = platform.name() + "\n" + platform.vendor() + "\n" + (platform.isPocl() ? "pocl\n" : "");
        return names.toLowerCase(Locale.ROOT);
    }

    private static String deviceNames(ClDevice device) {
        return (device.name() + "\n" + device.chip() + "\n" + device.architecture() + "\n" + device.vendor())
                .toLowerCase(Locale.ROOT);
    }

    private static boolean isNumber(String words) {
        return !words.isEmpty() && words.chars().allMatch(Character::isDigit);
    }

    private static DeviceChoice noDevices(DeviceCatalog catalog) {
        String problems = catalog.problems().isEmpty() ? "" : " (" + String.join("; ", catalog.problems()) + ")";
        return new DeviceChoice.None(
                catalog.platforms().isEmpty()
                        ? "this machine has no OpenCL platform" + problems
                        : "no OpenCL platform of this machine has a device" + problems,
                "install a driver of the device's vendor, or for the CPU"
                        + " `apt install pocl-opencl-icd ocl-icd-libopencl1`");
    }

    private static DeviceChoice none(DeviceCatalog catalog, String asked, List<ClDevice> refused) {
        if (refused.isEmpty()) {
            return new DeviceChoice.None(
                    "no OpenCL device matches " + asked + "; there is " + described(catalog.devices()), HINT_LIST);
        }
        String reasons = refused.stream()
                .map(device -> device.describe() + ": " + device.verdict().reason())
                .collect(Collectors.joining("; "));
        boolean someOnRequest =
                refused.stream().anyMatch(device -> device.verdict().standing() == Standing.ON_REQUEST);
        return new DeviceChoice.None(
                "no OpenCL device that matches " + asked + " may be used: " + reasons,
                someOnRequest ? "name it by its number or its platform to have it all the same" : HINT_LIST);
    }

    private static String described(List<ClDevice> devices) {
        return devices.stream().map(ClDevice::describe).collect(Collectors.joining("; "));
    }
}
