package dev.pullback.cpu;

import dev.pullback.api.backend.MemoryUse;
import dev.pullback.api.error.OutOfDeviceMemoryException;
import java.lang.foreign.MemorySegment;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The memory of one backend: outside the Java heap, so not limited to 2 GiB a piece, and counted. */
final class OffHeapMemory {

    /** Of the limit, what is kept for reuse at most: room for the large results that a loop makes anew each time. */
    private static final int CACHED_FRACTION = 64;

    private static final long LEAST_CACHED_BYTES = 64L * 1024 * 1024;

    private final String device;
    private final long limitBytes;
    private final boolean guarded;
    private final AtomicLong liveBytes = new AtomicLong();
    private final Set<Block> live = ConcurrentHashMap.newKeySet();
    private final ChunkCache cache;

    /** @param limitBytes what may be in use at a time: the system would grant more, and end the process when it is used */
    OffHeapMemory(String device, long limitBytes) {
        this(device, limitBytes, false);
    }

    /** @param guarded whether every block is fresh, and lies between {@link GuardZones} that do not count as used */
    OffHeapMemory(String device, long limitBytes, boolean guarded) {
        this.device = device;
        this.limitBytes = limitBytes;
        this.guarded = guarded;
        this.cache = new ChunkCache(Math.max(LEAST_CACHED_BYTES, limitBytes / CACHED_FRACTION));
    }

    /** Memory in use, by any thread, until it is freed. */
    static final class Block {
        private final OffHeapMemory owner;
        private final Chunk chunk;
        private final GuardZones zones;
        private final MemorySegment segment;

        private Block(OffHeapMemory owner, Chunk chunk, long bytes) {
            this.owner = owner;
            this.chunk = chunk;
            this.zones = owner.guarded ? new GuardZones(chunk.memory(), bytes) : null;
            this.segment = owner.guarded ? zones.piece() : chunk.memory().asSlice(0, bytes);
        }

        MemorySegment segment() {
            return segment;
        }

        /** What it lies between, or null if memory is not guarded. */
        GuardZones zones() {
            return zones;
        }

        /** Gives it back when nobody uses it; twice is harmless. */
        void free() {
            if (owner.live.remove(this)) {
                owner.liveBytes.addAndGet(-segment.byteSize());
                owner.cache.put(chunk);
            }
        }
    }

    /**
     * Takes memory that begins at a cache line; what is in it is undefined, or all bytes are 0xFF if it is guarded.
     *
     * @throws OutOfDeviceMemoryException if there is no room
     */
    Block allocate(long bytes) {
        reserve(bytes);
        try {
            var block = new Block(this, chunk(bytes), bytes);
            live.add(block);
            return block;
        } catch (OutOfMemoryError refused) {
            liveBytes.addAndGet(-bytes);
            throw outOfMemory(bytes, refused);
        }
    }

    /** What is in use now. */
    MemoryUse use() {
        return new MemoryUse(live.size(), liveBytes.get());
    }

    /** Bytes in use. */
    long liveBytes() {
        return liveBytes.get();
    }

    /** Frees every block there still is; nobody may be using one. */
    void freeAll() {
        live.forEach(Block::free);
        cache.clear();
    }

    /** The most bytes that may be in use. */
    long limitBytes() {
        return limitBytes;
    }

    private void reserve(long bytes) {
        long before = liveBytes.get();
        while (bytes <= limitBytes - before) {
            if (liveBytes.compareAndSet(before, before + bytes)) {
                return;
            }
            before = liveBytes.get();
        }
        throw outOfMemory(bytes, null);
    }

    private Chunk chunk(long bytes) {
        long needed = Math.max(1, bytes) + (guarded ? 2 * GuardZones.BYTES : 0);
        long rounded = Math.ceilDiv(needed, Chunk.ALIGNMENT) * Chunk.ALIGNMENT;
        Chunk kept = cache.take(rounded);
        if (kept != null) {
            return kept;
        }
        try {
            return Chunk.allocate(rounded);
        } catch (OutOfMemoryError refused) {
            cache.clear(); // what is kept for later is given up first
            return Chunk.allocate(rounded);
        }
    }

    private OutOfDeviceMemoryException outOfMemory(long asked, Throwable cause) {
        return new OutOfDeviceMemoryException(device, asked, liveBytes.get(), limitBytes, cause);
    }
}
