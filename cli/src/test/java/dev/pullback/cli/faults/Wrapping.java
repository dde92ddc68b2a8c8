package dev.pullback.cli.faults;

import dev.pullback.api.backend.Backend;
import dev.pullback.conformance.decorator.Counting;
import dev.pullback.conformance.decorator.Fault;
import dev.pullback.conformance.decorator.FaultInjecting;
import dev.pullback.conformance.decorator.Poisoning;

/** The decorators around a backend, in one of several orders. */
enum Wrapping {
    PLAIN,
    /** No fault hits the poisoner, and what is computed may not depend on what was never written. */
    POISONED_INSIDE,
    /** Faults hit the poisoner's own transfers. */
    POISONED_OUTSIDE;

    /**
     * A backend around a backend.
     *
     * @param outermost what the user gets
     * @param counting sees all that the user and the decorators around it do
     * @param faulty where the fault comes from
     */
    record Wrapped(Backend outermost, Counting counting, FaultInjecting faulty) {}

    Wrapped around(Backend device, Fault... faults) {
        Backend lent = new Lent(device);
        var faulty = new FaultInjecting(this == POISONED_INSIDE ? new Poisoning(lent) : lent, faults);
        var counting = Counting.withSites(faulty);
        return new Wrapped(this == POISONED_OUTSIDE ? new Poisoning(counting) : counting, counting, faulty);
    }
}
