package dev.pullback.cpu;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.pullback.api.error.OutOfDeviceMemoryException;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The memory of one backend: outside the Java heap, so not limited to 2 GiB a piece, and counted. */
final class OffHeapMemory {

    private static final String LIMIT_OPTION = "MaxDirectMemorySize";
    private static final long CACHED_BYTES = 64L * 1024 * 1024;

    private final String device;
    private final AtomicLong liveBytes = new AtomicLong();
    private final Set<Block> live = ConcurrentHashMap.newKeySet();
    private final ChunkCache cache = new ChunkCache(CACHED_BYTES);

    OffHeapMemory(String device) {
        this.device = device;
    }

    /** Memory in use, by any thread, until it is freed. */
    static final class Block {
        private final OffHeapMemory owner;
        private final Chunk chunk;
        private final MemorySegment segment;

        private Block(OffHeapMemory owner, Chunk chunk, long bytes) {
            this.owner = owner;
            this.chunk = chunk;
            this.segment = chunk.memory().asSlice(0, bytes);
        }

        MemorySegment segment() {
            return segment;
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
     * Takes memory that begins at a cache line; what is in it is undefined.
     *
     * @throws OutOfDeviceMemoryException if Java may not have that much
     */
    Block allocate(long bytes) {
        var block = new Block(this, chunk(bytes), bytes);
        liveBytes.addAndGet(bytes);
        live.add(block);
        return block;
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

    /** What Java may take outside its heap in all: as much as the heap may have, unless an option says otherwise. */
    static long limitBytes() {
        var options = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        long given = options == null
                ? 0
                : Long.parseLong(options.getVMOption(LIMIT_OPTION).getValue());
        return given > 0 ? given : Runtime.getRuntime().maxMemory();
    }

    private Chunk chunk(long bytes) {
        if (bytes > Long.MAX_VALUE - Chunk.ALIGNMENT) {
            throw outOfMemory(bytes, null);
        }
        long rounded = Math.ceilDiv(Math.max(1, bytes), Chunk.ALIGNMENT) * Chunk.ALIGNMENT;
        Chunk kept = cache.take(rounded);
        return kept != null ? kept : newChunk(rounded, bytes);
    }

    private Chunk newChunk(long rounded, long asked) {
        try {
            return Chunk.allocate(rounded);
        } catch (OutOfMemoryError refused) {
            cache.clear();
        }
        try {
            return Chunk.allocate(rounded);
        } catch (OutOfMemoryError refused) {
            throw outOfMemory(asked, refused);
        }
    }

    private OutOfDeviceMemoryException outOfMemory(long asked, Throwable cause) {
        return new OutOfDeviceMemoryException(
                "%s (Java's memory outside the heap; -XX:%s sets its limit)".formatted(device, LIMIT_OPTION),
                asked,
                liveBytes.get(),
                limitBytes(),
                cause);
    }
}
