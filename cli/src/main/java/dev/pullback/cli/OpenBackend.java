package dev.pullback.cli;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.Device;
import java.util.Optional;

/**
 * A backend that is open, and how it came to be this one.
 *
 * @param binding its Java binding, where it has several
 * @param why what made it the one
 */
record OpenBackend(Backend backend, Optional<String> binding, String why) implements AutoCloseable {

    /** How it would be asked for, without the device: {@code cpu}, {@code opencl+jocl}. */
    String label() {
        return backend.id() + binding.map(name -> "+" + name).orElse("");
    }

    Device device() {
        return backend.device();
    }

    @Override
    public void close() {
        backend.close();
    }

    /** For example {@code cpu on AMD EPYC 9B14 (2 threads, 512-bit vectors)}. */
    @Override
    public String toString() {
        return "%s on %s (%s)".formatted(label(), device().name(), device().details());
    }
}
