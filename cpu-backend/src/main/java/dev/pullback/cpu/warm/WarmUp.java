package dev.pullback.cpu.warm;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs vector code on made-up data until it is compiled: one daemon thread, as long as there is a backend that needs it and code
 * that is cold. It turns to all of it in rounds, and rests where there is only the compiler to wait for, which wants the
 * processor as well.
 *
 * <p>Code that is still far slower than plain loops after {@link #PATIENCE_NANOS} may stay so, as when the compiler gave it up for
 * its size: that is logged once and told by {@link #slow()}. The plain loops run, and it is tried again now and then. Code that
 * fails is told of too, and not tried again. Where plain loops do as well by then, they stay, and nobody needs to know.
 */
public final class WarmUp {

    /** Some five seconds are usual, on two processors with nothing else to do. */
    static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private static final long SHORTEST_REST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONGEST_REST_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** The compiler's state is the whole JVM's, and so is this. */
    public static final WarmUp OF_THIS_JVM =
            new WarmUp(KernelChoice.of(System.getProperty(KernelChoice.PROPERTY, "warm")), WarmUp.PATIENCE_NANOS);

    private final KernelChoice choice;
    private final long patienceNanos;
    private final List<Candidate> cold = new ArrayList<>();
    private final List<Candidate> slow = new ArrayList<>();
    private int backends;
    private Thread thread;

    WarmUp(KernelChoice choice, long patienceNanos) {
        this.choice = choice;
        this.patienceNanos = patienceNanos;
    }

    KernelChoice choice() {
        return choice;
    }

    /** A backend is there that runs kernels. */
    public synchronized void begin() {
        backends++;
        startIfNeeded();
    }

    /** A backend is there no more. After the last one the thread ends; code that is still cold waits for the next. */
    public synchronized void end() {
        backends--;
    }

    /** Which code was cold for too long, and by how much it is slower than plain loops, or how it failed. */
    public synchronized List<String> slow() {
        return slow.stream().map(Candidate::verdict).toList();
    }

    /** Whether its thread is there. */
    synchronized boolean isWorking() {
        return thread != null;
    }

    /** Code that is worth being compiled. */
    synchronized void add(VectorCode code) {
        cold.add(new Candidate(code));
        startIfNeeded();
    }

    private void startIfNeeded() {
        if (thread == null && backends > 0 && !cold.isEmpty()) {
            thread = new Thread(this::work, "pullback-cpu-warm-up");
            thread.setDaemon(true);
            thread.setPriority(Thread.MIN_PRIORITY);
            thread.start();
        }
    }

    private void work() {
        for (List<Candidate> round = next(); !round.isEmpty(); round = next()) {
            round.forEach(this::work);
            if (round.stream().noneMatch(Candidate::isUnknown)) {
                LockSupport.parkNanos(rest(round));
            }
        }
    }

    private void work(Candidate candidate) {
        try {
            candidate.work();
        } catch (RuntimeException | Error failure) { // the rest shall become fast all the same
            giveUp(candidate, failure);
        }
    }

    private synchronized void giveUp(Candidate candidate, Throwable failure) {
        cold.remove(candidate);
        slow.remove(candidate);
        candidate.fail(failure);
        slow.add(candidate);
        System.getLogger(WarmUp.class.getName())
                .log(
                        System.Logger.Level.WARNING,
                        "Vector code failed on made-up data: " + candidate.verdict() + ". Plain loops run instead",
                        failure);
    }

    /** The longer the youngest has waited, the less likely it is to be fast in the next moment. */
    private static long rest(List<Candidate> round) {
        long waited = round.stream().mapToLong(Candidate::waitedNanos).min().orElse(0);
        return Math.clamp(waited / 100, SHORTEST_REST_NANOS, LONGEST_REST_NANOS);
    }

    /** What is still cold; nothing if the thread is to end. */
    private synchronized List<Candidate> next() {
        cold.removeIf(this::isSettled);
        slow.removeIf(this::isSettled);
        cold.forEach(this::report);
        if (backends <= 0 || cold.isEmpty()) {
            thread = null;
            return List.of();
        }
        return List.copyOf(cold);
    }

    private boolean isSettled(Candidate candidate) {
        return candidate.isFast() || (candidate.isDraw() && candidate.waitedNanos() > patienceNanos);
    }

    private void report(Candidate candidate) {
        if (candidate.isSlow() && candidate.waitedNanos() > patienceNanos && !slow.contains(candidate)) {
            slow.add(candidate);
            System.getLogger(WarmUp.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            "The Java compiler has not made this code fast: {0}. Plain loops run instead",
                            candidate.verdict());
        }
    }
}
