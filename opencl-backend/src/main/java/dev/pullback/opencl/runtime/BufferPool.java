package dev.pullback.opencl.runtime;

import dev.pullback.api.error.OutOfDeviceMemoryException;
import dev.pullback.opencl.driver.ClDriver;
import dev.pullback.opencl.driver.ClException;
import dev.pullback.opencl.driver.HandleKind;
import dev.pullback.opencl.driver.MemoryFlags;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Device memory by size class. A released block waits for the next request of its class: reusing it without waiting is
 * safe, for there is one in-order queue. When the device is full the idle blocks are given back and the request is tried
 * once more before it fails.
 */
public final class BufferPool {

    private static final long SMALLEST = 256;
    /** Blocks up to here have sizes of powers of two; larger ones of a quarter of that, to waste at most a quarter. */
    private static final long FINE_STEPS_FROM = 1 << 20;

    private final ClSession session;
    private final TreeMap<Long, Deque<Long>> idle = new TreeMap<>();
    private final Map<Long, Long> live = new HashMap<>();
    private long liveBytes;
    private long idleBytes;

    BufferPool(ClSession session) {
        this.session = session;
    }

    /**
     * A block of at least that many bytes, contents undefined.
     *
     * @throws OutOfDeviceMemoryException if the device has no room
     */
    public long acquire(long bytes) {
        return session.call(() -> {
            long size = sizeClass(bytes);
            Deque<Long> fitting = idle.get(size);
            long block;
            if (fitting != null && !fitting.isEmpty()) {
                block = fitting.pop();
                idleBytes -= size;
            } else {
                block = create(size);
            }
            live.put(block, size);
            liveBytes += size;
            return block;
        });
    }

    /** Gives a block back; work that was enqueued on it before still finds it. */
    public void release(long block) {
        synchronized (session) {
            Long size = live.remove(block);
            if (size == null) {
                return; // the pool is closed, and the block with it
            }
            liveBytes -= size;
            idle.computeIfAbsent(size, missing -> new ArrayDeque<>()).push(block);
            idleBytes += size;
        }
    }

    /** Blocks in use: 0 when every buffer and executable is closed. */
    public int liveCount() {
        synchronized (session) {
            return live.size();
        }
    }

    public long liveBytes() {
        synchronized (session) {
            return liveBytes;
        }
    }

    OutOfDeviceMemoryException outOfMemory(long asked, ClException failure) {
        return new OutOfDeviceMemoryException(
                session.device().name(),
                asked,
                liveBytes,
                session.device().limits().globalMemoryBytes(),
                failure);
    }

    void close() {
        trim();
        live.keySet().forEach(block -> session.driver().release(HandleKind.BUFFER, block));
        live.clear();
        liveBytes = 0;
    }

    private long create(long size) {
        boolean overBudget =
                liveBytes + idleBytes + size > session.device().limits().globalMemoryBytes();
        if (overBudget) {
            trim();
        }
        ClDriver driver = session.driver();
        try {
            return driver.createBuffer(session.context(), MemoryFlags.READ_WRITE, size);
        } catch (ClException failure) {
            if (!failure.isOutOfMemory()) {
                throw failure;
            }
            driver.finish(session.queue());
            trim();
            return createLastTime(size);
        }
    }

    private long createLastTime(long size) {
        try {
            return session.driver().createBuffer(session.context(), MemoryFlags.READ_WRITE, size);
        } catch (ClException failure) {
            throw failure.isOutOfMemory() ? outOfMemory(size, failure) : failure;
        }
    }

    /** Gives all idle blocks back to the device. */
    private void trim() {
        idle.values().forEach(blocks -> blocks.forEach(block -> session.driver().release(HandleKind.BUFFER, block)));
        idle.clear();
        idleBytes = 0;
    }

    static long sizeClass(long bytes) {
        long wanted = Math.max(SMALLEST, bytes);
        long power = Long.highestOneBit(wanted - 1) << 1;
        if (power <= FINE_STEPS_FROM) {
            return power;
        }
        long step = power / 8;
        return Math.ceilDiv(wanted, step) * step;
    }
}
