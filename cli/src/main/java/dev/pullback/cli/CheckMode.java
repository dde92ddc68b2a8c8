package dev.pullback.cli;

import dev.pullback.conformance.kit.Check;

/** What is asked of a backend. */
enum CheckMode {
    /** Everything but derivatives. */
    CORRECTNESS,
    /** Derivatives and Jacobians alone. */
    DERIVATIVES,
    /** How fast each op is, beside another backend. */
    SPEED,
    /** Which ops it compiles, in which dtypes. */
    SUPPORT;

    /** Whether trials of a check belong to it. */
    boolean includes(Check check) {
        boolean derivative = check == Check.DERIVATIVES || check == Check.JACOBIANS;
        return switch (this) {
            case CORRECTNESS -> !derivative;
            case DERIVATIVES -> derivative;
            case SPEED, SUPPORT -> false;
        };
    }
}
