package dev.pullback.opencl;

import dev.pullback.api.backend.Availability;
import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.BackendOptions;
import dev.pullback.api.backend.BackendProvider;
import dev.pullback.api.backend.Device;
import dev.pullback.api.error.BackendUnavailableException;
import dev.pullback.api.error.ConfigurationException;
import dev.pullback.opencl.device.ClDevice;
import dev.pullback.opencl.device.DeviceCatalog;
import dev.pullback.opencl.device.DeviceChoice;
import dev.pullback.opencl.device.DeviceRanking;
import dev.pullback.opencl.device.DeviceSelector;
import dev.pullback.opencl.device.DeviceType;
import dev.pullback.opencl.device.DeviceVerdict.Standing;
import dev.pullback.opencl.driver.ClBindingException;
import dev.pullback.opencl.driver.ClDriver;
import dev.pullback.opencl.driver.ClDrivers;
import dev.pullback.opencl.driver.ClException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Makes the backend {@code opencl}: any vendor's device, over LWJGL (the default) or JOCL. */
public final class OpenClProvider implements BackendProvider {

    /** Names the binding in {@link BackendOptions} and as system property {@code pullback.opencl.binding}. */
    public static final String BINDING = "binding";

    private static final int WITH_GPU = 100;
    /** On a processor the backend made for processors comes first. */
    private static final int WITHOUT_GPU = 20;

    private static final String INSTALL =
            "Install the OpenCL driver of your device's vendor, or PoCL for the processor (Debian: pocl-opencl-icd ocl-icd-libopencl1)";

    @Override
    public String id() {
        return "opencl";
    }

    @Override
    public int priority() {
        return probe() instanceof Availability.Available(List<Device> devices, var _)
                        && devices.getFirst().kind() != Device.Kind.CPU
                ? WITH_GPU
                : WITHOUT_GPU;
    }

    @Override
    public Availability probe() {
        try {
            DeviceCatalog catalog = DeviceCatalog.list(driver(BackendOptions.defaults()));
            List<Device> devices = catalog.devices().stream()
                    .filter(device -> device.verdict().standing() == Standing.USABLE)
                    .sorted(DeviceRanking.BEST_FIRST)
                    .map(OpenClProvider::describe)
                    .toList();
            if (!devices.isEmpty()) {
                return new Availability.Available(devices, others(catalog));
            }
            return switch (DeviceSelector.select(catalog, "")) {
                case DeviceChoice.None(String reason, String hint) ->
                    new Availability.Absent(reason, catalog.devices().isEmpty() ? INSTALL : hint);
                case DeviceChoice.Chosen(ClDevice device, String _) ->
                    new Availability.Available(List.of(describe(device)), others(catalog));
            };
        } catch (ClBindingException missing) {
            return new Availability.Absent(missing.reason(), missing.hint());
        } catch (ClException | ConfigurationException failure) {
            return new Availability.Broken(failure.getMessage(), failure);
        }
    }

    /** The devices that are not used by themselves, and what could not even be described. */
    private static List<String> others(DeviceCatalog catalog) {
        return Stream.concat(
                        catalog.devices().stream()
                                .filter(device -> device.verdict().standing() != Standing.USABLE)
                                .map(device -> "%s: %s"
                                        .formatted(
                                                device.describe(),
                                                device.verdict().reason())),
                        catalog.problems().stream())
                .toList();
    }

    @Override
    public Backend open(String device, BackendOptions options) {
        try {
            ClDriver driver = driver(options);
            return switch (DeviceSelector.select(DeviceCatalog.list(driver), device)) {
                case DeviceChoice.Chosen(ClDevice chosen, String _) -> new OpenClBackend(driver, chosen, options);
                case DeviceChoice.None(String reason, String hint) ->
                    throw new BackendUnavailableException(
                            "Backend 'opencl' cannot be used: %s. %s".formatted(reason, hint));
            };
        } catch (ClBindingException missing) {
            throw new BackendUnavailableException(
                    "Backend 'opencl' cannot be used: %s. %s".formatted(missing.reason(), missing.hint()), missing);
        } catch (ClException failure) {
            throw new BackendUnavailableException(
                    "Backend 'opencl' cannot be used: %s".formatted(failure.getMessage()), failure);
        }
    }

    private static ClDriver driver(BackendOptions options) {
        String binding = options.get("opencl", BINDING).orElse(ClDrivers.LWJGL);
        if (!ClDrivers.BINDINGS.contains(binding.toLowerCase(Locale.ROOT))) {
            throw new ConfigurationException("Option 'binding' of backend opencl is '%s'; it can be %s"
                    .formatted(binding, String.join(" or ", ClDrivers.BINDINGS)));
        }
        return ClDrivers.open(binding);
    }

    static Device describe(ClDevice device) {
        Device.Kind kind = device.type() == DeviceType.GPU
                ? Device.Kind.GPU
                : device.type() == DeviceType.CPU ? Device.Kind.CPU : Device.Kind.ACCELERATOR;
        return new Device(
                Integer.toString(device.number()),
                device.name(),
                kind,
                device.limits().globalMemoryBytes(),
                "%s, %s, driver %s, %d compute units"
                        .formatted(
                                device.platform().name(),
                                device.version(),
                                device.driverVersion(),
                                device.limits().computeUnits()));
    }
}
