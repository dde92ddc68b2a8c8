package dev.pullback.examples.toy;

import dev.pullback.api.backend.Availability;
import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.BackendOptions;
import dev.pullback.api.backend.BackendProvider;
import dev.pullback.api.backend.Device;
import dev.pullback.api.error.BackendUnavailableException;
import java.util.List;

/** Makes the backend {@code toy}. */
public final class ToyProvider implements BackendProvider {

    private static final Device DEVICE =
            new Device("0", "Toy", Device.Kind.CPU, Runtime.getRuntime().maxMemory(), "one formula per op, one thread");

    @Override
    public String id() {
        return "toy";
    }

    /** Behind all others: nobody should get this backend without asking for it. */
    @Override
    public int priority() {
        return -1;
    }

    @Override
    public Availability probe() {
        return new Availability.Available(List.of(DEVICE));
    }

    @Override
    public Backend open(String device, BackendOptions options) {
        if (!DEVICE.answersTo(device)) {
            throw new BackendUnavailableException("Backend 'toy' has no device '%s', only '0' (Toy)".formatted(device));
        }
        return new ToyBackend(DEVICE, options);
    }
}
