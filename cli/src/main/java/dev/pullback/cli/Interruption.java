package dev.pullback.cli;

import dev.pullback.network.train.TrainingListener;
import java.io.PrintWriter;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C, and the polite form of kill. The training ends at its next step by a {@link CancellationException} and closes what
 * it opened; the process waits for that, since a driver that is unloaded under a running kernel may crash. Open it around
 * everything that uses a device, and hand it to the training as a listener; other work asks it between its steps.
 */
final class Interruption implements TrainingListener, AutoCloseable {

    /** A step that takes longer than this is given up on. */
    private static final long PATIENCE_SECONDS = 10;

    private final PrintWriter err;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook = new Thread(this::ask, "pullback-interruption");
    private volatile boolean asked;

    Interruption(PrintWriter err) {
        this.err = err;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Asks the training to end, and waits until it has. Called while the process shuts down. */
    void ask() {
        asked = true;
        try {
            boolean ended = closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            err.println(ended ? "pullback: interrupted" : "pullback: interrupted in a step that does not end");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void onStart(Start start) {
        check();
    }

    @Override
    public void onStep(Step step) {
        check();
    }

    @Override
    public void onEpoch(Epoch epoch) {
        check();
    }

    /** Ends what is going on, if that was asked for. */
    void check() {
        if (asked) {
            throw new CancellationException("interrupted");
        }
    }

    @Override
    public void close() {
        closed.countDown();
        if (!asked) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException shuttingDown) {
                // Then the hook is about to run, and finds everything closed.
                asked = true;
            }
        }
    }
}
