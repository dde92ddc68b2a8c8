package dev.pullback.api.backend;

/** Counts memory in use, for backends that have no count of their own. Several threads may use it. */
public final class MemoryCount {

    private long blocks;
    private long bytes;

    /** A block was taken. */
    public synchronized void take(long size) {
        blocks++;
        bytes += size;
    }

    /** A block was given back. */
    public synchronized void giveBack(long size) {
        blocks--;
        bytes -= size;
    }

    /** What is in use now. */
    public synchronized MemoryUse use() {
        return new MemoryUse(blocks, bytes);
    }
}
