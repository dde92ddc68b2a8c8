package dev.pullback.cpu.warm;

import java.util.function.Supplier;

/**
 * Whether some code on the Vector API is compiled by now and faster than its twin in plain loops; asked before each use. Once the
 * twin has run for a while, it is put on the list of the {@link WarmUp}: to compile it for less would take longer than it saves.
 *
 * <p>Both give the same bits, so the answer may change at any time, and a thread that learns of it late does no harm: hence
 * the plain field, which costs nothing to read.
 */
public final class VectorCode {
    /** Taken for fast without a question. */
    public static final VectorCode ALWAYS = new VectorCode(true);

    /** Never used. */
    public static final VectorCode NEVER = new VectorCode(false);

    /** Time in plain loops after which compiling is worth its second or so of a processor. */
    private static final long WORTH_COMPILING_NANOS = 50_000_000;

    private final String name;
    private final Supplier<Trial> trial;
    private final WarmUp warmUp;
    private boolean fast;
    private boolean listed;
    private long plainNanos;

    /**
     * Makes the switch between two forms of a kernel.
     *
     * @param name what it computes, for people to read
     * @param trial makes what to warm it up with; called once, on the thread that does so
     */
    public VectorCode(String name, Supplier<Trial> trial) {
        this(name, trial, WarmUp.OF_THIS_JVM);
    }

    VectorCode(String name, Supplier<Trial> trial, WarmUp warmUp) {
        this.name = name;
        this.trial = trial;
        this.warmUp = warmUp;
        this.fast = warmUp.choice() == KernelChoice.VECTOR;
        this.listed = warmUp.choice() != KernelChoice.WARM;
    }

    private VectorCode(boolean fast) {
        this.name = "";
        this.trial = null;
        this.warmUp = null;
        this.fast = fast;
        this.listed = true;
    }

    /**
     * Whether to run the vector code; if not, its twin.
     *
     * @param nanos about how long the twin will take
     */
    public boolean isFast(double nanos) {
        if (fast) {
            return true;
        }
        if (!listed) {
            plainNanos += (long) nanos;
            if (plainNanos >= WORTH_COMPILING_NANOS) {
                listed = true;
                warmUp.add(this);
            }
        }
        return false;
    }

    String name() {
        return name;
    }

    Trial trial() {
        return trial.get();
    }

    void becomeFast() {
        fast = true;
    }
}
