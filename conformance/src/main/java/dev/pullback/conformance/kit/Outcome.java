package dev.pullback.conformance.kit;

/**
 * How a trial ended on a backend.
 *
 * @param error the worst error in units of the limit; 0 where none was measured, infinite where no limit applies
 * @param message what is wrong, or why it was not run; empty if it passed
 */
public record Outcome(Trial trial, Verdict verdict, double error, String message) {

    static Outcome notRun(Trial trial, Verdict verdict, String reason) {
        return new Outcome(trial, verdict, 0, reason);
    }

    /** Whether it was run to its end. */
    public boolean executed() {
        return verdict == Verdict.PASSED || verdict == Verdict.FAILED;
    }
}
