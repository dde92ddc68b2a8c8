package dev.pullback.bench.peers.work;

import java.util.Locale;

/** One function of every element of a float32 tensor, into a buffer that is there already. */
public record Elementwise(Function function, int size) implements Workload {

    /** Inputs are uniform between this and its negative. */
    public static final double RANGE = 10;

    /** What is computed. */
    public enum Function {
        SIGMOID,
        TANH,
        EXP
    }

    static Elementwise parse(String function, String size) {
        return new Elementwise(Function.valueOf(function.toUpperCase(Locale.ROOT)), Integer.parseInt(size));
    }

    /** Read and written by one run. */
    public double bytes() {
        return 2.0 * Float.BYTES * size;
    }

    @Override
    public double flops() {
        return 0;
    }

    @Override
    public String toString() {
        return "elementwise:" + function.name().toLowerCase(Locale.ROOT) + ":" + size;
    }
}
