package dev.pullback.bench.peers.peer;

/** A workload with its data in the peer's own memory, ready to be timed. */
public interface Task {

    /** Runs so often, one after the other, and returns when all of it is done. */
    void run(int times);

    /**
     * Numbers that every peer must agree on: some elements of the result, or the losses of the first steps. Asked for before
     * anything else is run.
     */
    double[] check();
}
