package dev.pullback.cpu.reference;

import dev.pullback.api.backend.Availability;
import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.BackendOptions;
import dev.pullback.api.backend.BackendProvider;
import dev.pullback.api.backend.Device;
import dev.pullback.api.error.BackendUnavailableException;
import java.util.List;

/** Makes the backend {@code reference}, which runs wherever Java does. */
public final class ReferenceProvider implements BackendProvider {

    @Override
    public String id() {
        return ReferenceBackend.ID;
    }

    @Override
    public int priority() {
        return 0;
    }

    @Override
    public Availability probe() {
        return new Availability.Available(List.of(device()));
    }

    @Override
    public Backend open(String device, BackendOptions options) {
        Device only = device();
        if (!only.answersTo(device)) {
            throw new BackendUnavailableException("Backend '%s' has no device '%s'; its only one is %s (%s)"
                    .formatted(id(), device, only.id(), only.name()));
        }
        return new ReferenceBackend(only, options);
    }

    private static Device device() {
        String details = "op by op in float64 on one thread, Java " + Runtime.version();
        return new Device("0", "Java", Device.Kind.CPU, Runtime.getRuntime().maxMemory(), details);
    }
}
