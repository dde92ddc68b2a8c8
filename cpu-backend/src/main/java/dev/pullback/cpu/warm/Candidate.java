package dev.pullback.cpu.warm;

import java.util.Locale;

/** Vector code on its way to being fast. */
final class Candidate {
    /** How long the code runs per turn while the compiler has not seen enough of it. */
    private static final long WORK_NANOS = 3_000_000;

    /** How long each of the two runs to be compared. */
    private static final long SAMPLE_NANOS = 50_000;

    /** Calls after which the compiler should have the code in its queue, so that more of them only take its time. */
    private static final int CALLS_TO_COMPILE = 1_000;

    /** If it has not, since its queue is long and it asks for more then, as many calls are added each time. */
    private static final long PATIENCE_NANOS = 500_000_000;

    /** Before this the twin itself is not compiled, and no measure. */
    private static final int TWIN_CALLS = 30;

    /** The part of its twin's time that is a victory, and not chance. */
    private static final double CLEARLY_FASTER = 0.8;

    /** How many times as long as its twin is a defeat; code that is not compiled takes many times as long. */
    private static final double CLEARLY_SLOWER = 1.5;

    /** Results in a row, all the same, that decide. */
    private static final int DECIDING = 3;

    private enum Result {
        VICTORY,
        DRAW,
        DEFEAT;

        static Result of(double ratio) {
            return ratio < CLEARLY_FASTER ? VICTORY : ratio > CLEARLY_SLOWER ? DEFEAT : DRAW;
        }
    }

    private final VectorCode code;
    private final long since = System.nanoTime();
    private Trial trial;
    private int calls;
    private int twinCalls;
    private Result result;
    private int inARow;
    private double ratio;
    private Throwable failure;

    Candidate(VectorCode code) {
        this.code = code;
    }

    /** A turn; afterwards the code is taken for fast if it won often enough. */
    void work() {
        if (trial == null) {
            trial = code.trial();
        }
        if (isUnknown()) {
            calls += run(trial.vector(), WORK_NANOS, CALLS_TO_COMPILE);
        }
        double vector = nanosPerCall(trial.vector());
        double plain = nanosPerCall(trial.plain());
        ratio = vector / plain;
        if (++twinCalls >= TWIN_CALLS) {
            Result latest = Result.of(ratio);
            inARow = latest == result ? inARow + 1 : 1;
            result = latest;
        }
        if (isFast()) {
            code.becomeFast();
        }
    }

    boolean isFast() {
        return isDecided(Result.VICTORY);
    }

    /** Whether plain loops do as well. */
    boolean isDraw() {
        return isDecided(Result.DRAW);
    }

    /** Whether it is far behind plain loops. */
    boolean isSlow() {
        return isDecided(Result.DEFEAT);
    }

    private boolean isDecided(Result wanted) {
        return failure == null && result == wanted && inARow >= DECIDING;
    }

    /** Whether the compiler may not have seen enough of it yet; if it has, there is nothing to do but to wait for it. */
    boolean isUnknown() {
        return calls < CALLS_TO_COMPILE * (1 + waitedNanos() / PATIENCE_NANOS);
    }

    /** How long it has been cold. */
    long waitedNanos() {
        return System.nanoTime() - since;
    }

    /** It cannot be used at all. */
    void fail(Throwable thrown) {
        failure = thrown;
    }

    String verdict() {
        if (failure != null) {
            return code.name() + " (" + failure + ")";
        }
        return String.format(Locale.ROOT, "%s (%.1f times as long as plain loops)", code.name(), ratio);
    }

    private static double nanosPerCall(Runnable run) {
        long start = System.nanoTime();
        int calls = run(run, SAMPLE_NANOS, Integer.MAX_VALUE);
        return (double) (System.nanoTime() - start) / calls;
    }

    /** At least once, and until it was enough; the number of calls. */
    private static int run(Runnable run, long enoughNanos, int enoughCalls) {
        int count = 0;
        long start = System.nanoTime();
        do {
            run.run();
            count++;
        } while (System.nanoTime() - start < enoughNanos && count < enoughCalls);
        return count;
    }
}
