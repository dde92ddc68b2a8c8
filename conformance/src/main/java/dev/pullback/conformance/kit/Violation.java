package dev.pullback.conformance.kit;

/** Something is not as it must be; ends a trial, and becomes its message. */
final class Violation extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Violation(String message) {
        super(message);
    }
}
