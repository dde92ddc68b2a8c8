package dev.pullback.conformance.kit;

/** How a trial ended. */
public enum Verdict {
    PASSED,
    FAILED,
    /** The backend says that it cannot do what the trial needs, such as float64. */
    NOT_APPLICABLE,
    /** Left out on purpose, for a reason that is reported. */
    EXCLUDED
}
