package dev.pullback.cpu;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.pullback.api.error.OutOfDeviceMemoryException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The memory of one backend: outside the Java heap, so not limited to 2 GiB a piece, and counted. */
final class OffHeapMemory {

    /** A cache line, and the widest vector. */
    private static final long ALIGNMENT = 64;

    private static final String LIMIT_OPTION = "MaxDirectMemorySize";

    private final String device;
    private final AtomicLong liveBytes = new AtomicLong();
    private final Set<Block> live = ConcurrentHashMap.newKeySet();

    OffHeapMemory(String device) {
        this.device = device;
    }

    /** A piece of memory, any thread's to use until it is freed. */
    static final class Block {
        private final OffHeapMemory owner;
        private final Arena arena;
        private final MemorySegment segment;

        private Block(OffHeapMemory owner, Arena arena, MemorySegment segment) {
            this.owner = owner;
            this.arena = arena;
            this.segment = segment;
        }

        MemorySegment segment() {
            return segment;
        }

        /** Gives it back when nobody uses it; twice is harmless. */
        void free() {
            if (owner.live.remove(this)) {
                arena.close();
                owner.liveBytes.addAndGet(-segment.byteSize());
            }
        }
    }

    /**
     * Takes a piece of memory that begins at a cache line.
     *
     * @throws OutOfDeviceMemoryException if Java may not have that much
     */
    Block allocate(long bytes) {
        Arena arena = Arena.ofShared();
        try {
            MemorySegment segment = arena.allocate(bytes, ALIGNMENT);
            var block = new Block(this, arena, segment);
            liveBytes.addAndGet(bytes);
            live.add(block);
            return block;
        } catch (OutOfMemoryError | IllegalArgumentException refused) { // the latter when the size itself overflows
            arena.close();
            throw new OutOfDeviceMemoryException(
                    "%s (Java's memory outside the heap; -XX:%s sets its limit)".formatted(device, LIMIT_OPTION),
                    bytes,
                    liveBytes.get(),
                    limitBytes(),
                    refused);
        }
    }

    /** Bytes in use. */
    long liveBytes() {
        return liveBytes.get();
    }

    /** Frees every block there still is; nobody may be using one. */
    void freeAll() {
        live.forEach(Block::free);
    }

    /** What Java may take outside its heap in all: as much as the heap may have, unless an option says otherwise. */
    static long limitBytes() {
        var options = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        long given = options == null
                ? 0
                : Long.parseLong(options.getVMOption(LIMIT_OPTION).getValue());
        return given > 0 ? given : Runtime.getRuntime().maxMemory();
    }
}
