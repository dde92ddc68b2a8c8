package dev.pullback.cli.faults;

import dev.pullback.api.backend.Backend;
import dev.pullback.conformance.decorator.DecoratedBackend;

/** A backend that outlives what is built around it: closing this gives back its own programs and leaves the device open. */
final class Lent extends DecoratedBackend {

    Lent(Backend inside) {
        super(inside);
    }

    @Override
    public void close() {
        closeEager();
    }
}
