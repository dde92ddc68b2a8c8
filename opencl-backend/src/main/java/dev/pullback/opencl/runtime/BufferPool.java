package dev.pullback.opencl.runtime;

import dev.pullback.api.error.OutOfDeviceMemoryException;
import dev.pullback.opencl.driver.ClException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Device memory by size class. A released block waits for the next request of its class: reusing it without waiting is
 * safe, for there is one in-order queue. When the device is full, or what is held comes to more than it has, the idle
 * blocks are given back and the request is tried once more before it fails.
 */
public final class BufferPool {

    private static final long SMALLEST = 256;
    /** Blocks up to here have sizes of powers of two; larger ones come in steps of an eighth of the next such power. */
    private static final long FINE_STEPS_FROM = 1 << 20;

    private final ClSession session;
    private final Blocks blocks;
    private final Map<Long, Deque<Long>> idle = new HashMap<>();
    private final Map<Long, Long> live = new HashMap<>();
    private long liveBytes;
    private long idleBytes;
    private int trims;

    BufferPool(ClSession session, Blocks blocks) {
        this.session = session;
        this.blocks = blocks;
    }

    /**
     * A block of at least that many bytes, contents undefined; all bytes 0xFF if memory is guarded.
     *
     * @throws OutOfDeviceMemoryException if the device has no room
     */
    public long acquire(long bytes) {
        return session.call(() -> {
            long size = blocks.size(bytes);
            Deque<Long> fitting = idle.get(size);
            long block;
            if (fitting != null && !fitting.isEmpty()) {
                block = fitting.pop();
                idleBytes -= size;
            } else {
                block = create(size, bytes);
            }
            live.put(block, size);
            liveBytes += size;
            try {
                blocks.renew(block, bytes);
            } catch (ClException failure) {
                release(block);
                throw failure;
            }
            return block;
        });
    }

    /**
     * What a block lies between, for callers under the session's lock.
     *
     * @throws IllegalStateException if memory is not guarded
     */
    public GuardZones zones(long block) {
        return blocks.zones(block);
    }

    /** Gives a block back; work that was enqueued on it before still finds it. */
    public void release(long block) {
        synchronized (session) {
            Long size = live.remove(block);
            if (size == null) {
                return; // the session is closed, and the block with it
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

    /** Bytes in use. */
    public long liveBytes() {
        synchronized (session) {
            return liveBytes;
        }
    }

    /** Bytes that wait for the next request of their size. */
    long idleBytes() {
        synchronized (session) {
            return idleBytes;
        }
    }

    /**
     * How often blocks have gone back to the driver. After that a new block may have the handle of an old one, so a kernel
     * that had the old one for an argument must be given the new one all the same.
     */
    public int trims() {
        return trims;
    }

    /** Gives all idle blocks back to the driver. To be called under the session's lock. */
    public void trim() {
        trims++;
        idle.values().forEach(ofOneSize -> ofOneSize.forEach(blocks::release));
        idle.clear();
        idleBytes = 0;
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
        live.keySet().forEach(blocks::release);
        live.clear();
        liveBytes = 0;
    }

    private long create(long size, long asked) {
        // Drivers that allocate when memory is first used never refuse here, and processors' then kill the process.
        long budget = session.device().limits().globalMemoryBytes() - liveBytes;
        if (size > budget - idleBytes) {
            trim();
        }
        if (size > budget) {
            throw outOfMemory(asked, null);
        }
        try {
            try {
                return blocks.create(size);
            } catch (ClException failure) {
                session.makeRoom(failure);
                return blocks.create(size);
            }
        } catch (ClException failure) {
            throw failure.isOutOfMemory() ? outOfMemory(asked, failure) : failure;
        }
    }

    /** At most a quarter more than wanted (twice as much for small blocks), and never too much for one allocation. */
    static long sizeClass(long bytes, long largest) {
        long wanted = Math.max(SMALLEST, bytes);
        if (wanted > largest) {
            return wanted;
        }
        long power = Long.highestOneBit(wanted - 1) << 1;
        long step = power <= FINE_STEPS_FROM ? power : power / 8;
        long size = Math.ceilDiv(wanted, step) * step;
        return size > largest ? wanted : size;
    }
}
