package dev.pullback.cpu.threads;

/** Work that is cut into numbered parts; the parts of one region may run at the same time, in any order. */
@FunctionalInterface
public interface ParallelTask {
    /**
     * Does one part.
     *
     * @param part number of the part, {@code 0 <= part < parts}
     * @param worker number of the worker that runs it, {@code 0 <= worker < pool.size()}; no two parts that run at the
     *     same time have the same worker, so it may index scratch memory
     */
    void run(int part, int worker);
}
