package dev.pullback.conformance.kit;

/**
 * What came of running something.
 *
 * @param error the worst error in units of the limit: above 1 is too much, 0 where nothing may differ
 * @param fault what is wrong, empty if nothing is
 */
record Finding(double error, String fault) {

    static final Finding RIGHT = new Finding(0, "");

    static Finding right(double error) {
        return new Finding(error, "");
    }

    static Finding wrong(String fault) {
        return new Finding(Double.POSITIVE_INFINITY, fault);
    }

    static Finding of(Throwable thrown) {
        return wrong(thrown instanceof Violation ? thrown.getMessage() : thrown.toString());
    }

    boolean isRight() {
        return fault.isEmpty();
    }

    /** Both: the larger error, the first fault. */
    Finding and(Finding other) {
        return new Finding(Math.max(error, other.error), isRight() ? other.fault : fault);
    }

    Outcome of(Trial trial) {
        return new Outcome(trial, isRight() ? Verdict.PASSED : Verdict.FAILED, error, fault);
    }
}
