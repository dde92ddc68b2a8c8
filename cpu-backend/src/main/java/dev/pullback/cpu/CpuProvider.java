package dev.pullback.cpu;

import dev.pullback.api.backend.Availability;
import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.BackendOptions;
import dev.pullback.api.backend.BackendProvider;
import dev.pullback.api.backend.Device;
import dev.pullback.api.error.BackendUnavailableException;
import java.util.List;

/** Makes the backend {@code cpu}: this machine's processor, in Java. */
public final class CpuProvider implements BackendProvider {

    static final String ID = "cpu";

    private static final int PRIORITY = 50;
    private static final String VECTOR_MODULE = "jdk.incubator.vector";

    /** For {@link java.util.ServiceLoader}. */
    public CpuProvider() {}

    @Override
    public String id() {
        return ID;
    }

    @Override
    public int priority() {
        return PRIORITY;
    }

    /** Touches no class of the Vector API unless its module is there. */
    @Override
    public Availability probe() {
        if (ModuleLayer.boot().findModule(VECTOR_MODULE).isEmpty()) {
            return new Availability.Absent(
                    "Java's Vector API is not loaded", "Start Java with --add-modules " + VECTOR_MODULE);
        }
        try {
            return new Availability.Available(
                    List.of(CpuDevice.describe(Runtime.getRuntime().availableProcessors())));
        } catch (LinkageError failure) {
            return new Availability.Broken("Java's Vector API does not work here: " + failure, failure);
        }
    }

    @Override
    public Backend open(String device, BackendOptions options) {
        switch (probe()) {
            case Availability.Absent(var reason, var hint) ->
                throw new BackendUnavailableException(
                        "Backend '%s' cannot be used here: %s. %s".formatted(ID, reason, hint));
            case Availability.Broken(var reason, var cause) ->
                throw new BackendUnavailableException(
                        "Backend '%s' cannot be used here: %s".formatted(ID, reason), cause);
            case Availability.Available(var devices, var _) -> requireDevice(device, devices.getFirst());
        }
        return new CpuBackend(CpuOptions.of(options));
    }

    private static void requireDevice(String wanted, Device device) {
        if (!device.answersTo(wanted)) {
            throw new BackendUnavailableException("Backend '%s' has no device '%s'; there is only '%s' (%s)"
                    .formatted(ID, wanted, device.id(), device.name()));
        }
    }
}
