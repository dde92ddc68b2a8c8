package dev.pullback.conformance.kit;

/**
 * How fast two backends do the same, and whether they get the same.
 *
 * @param seconds of a run on the backend in question, the median
 * @param otherSeconds of a run on the one it is held against
 * @param error how far the results lie apart, in units of the sum of both backends' limits
 * @param fault what is wrong, empty if nothing is
 */
public record Timing(SpeedTrial trial, double seconds, double otherSeconds, double error, String fault) {

    /** How many times faster than the other. */
    public double ratio() {
        return otherSeconds / seconds;
    }

    /** In billions a second: floating-point operations where those are counted, else bytes of operands and results. */
    public double rate() {
        return work() / seconds * 1e-9;
    }

    /** The other's. */
    public double otherRate() {
        return work() / otherSeconds * 1e-9;
    }

    /** What {@link #rate} counts. */
    public String unit() {
        return trial.flops() > 0 ? "GFLOP/s" : "GB/s";
    }

    public boolean passed() {
        return fault.isEmpty();
    }

    private double work() {
        return trial.flops() > 0 ? trial.flops() : trial.bytes();
    }
}
