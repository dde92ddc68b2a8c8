package dev.pullback.opencl.runtime;

import dev.pullback.opencl.driver.HandleKind;
import dev.pullback.opencl.driver.MemoryFlags;
import java.util.HashMap;
import java.util.Map;

/** How a pool's blocks are made of the driver's buffers. */
sealed interface Blocks {

    /** What it takes of the device to hold that many bytes: blocks of the same size serve each other's requests. */
    long size(long bytes);

    /** A new block of such a size, contents undefined. */
    long create(long size);

    /** Prepares a block, new or used before, to hold that many bytes. */
    void renew(long block, long bytes);

    /** Gives a block back to the driver. */
    void release(long block);

    /**
     * What a block lies between.
     *
     * @throws IllegalStateException if memory is not guarded
     */
    default GuardZones zones(long block) {
        throw new IllegalStateException("memory is not guarded");
    }

    /** A block is a buffer. */
    record Plain(ClSession session) implements Blocks {
        @Override
        public long size(long bytes) {
            return BufferPool.sizeClass(bytes, session.device().limits().maxAllocationBytes());
        }

        @Override
        public long create(long size) {
            return session.driver().createBuffer(session.context(), MemoryFlags.READ_WRITE, size);
        }

        @Override
        public void renew(long block, long bytes) {}

        @Override
        public void release(long block) {
            session.release(HandleKind.BUFFER, block);
        }
    }

    /** A block is a part of a buffer, between {@link GuardZones}, and of exactly the size that was asked for. */
    final class Guarded implements Blocks {

        private final ClSession session;
        private final Map<Long, GuardZones> zones = new HashMap<>();

        Guarded(ClSession session) {
            this.session = session;
        }

        @Override
        public long size(long bytes) {
            return GuardZones.around(session, bytes);
        }

        @Override
        public long create(long size) {
            var made = new GuardZones(session, size - size(0));
            zones.put(made.block(), made);
            return made.block();
        }

        @Override
        public void renew(long block, long bytes) {
            zones.get(block).refresh(bytes);
        }

        @Override
        public void release(long block) {
            zones.remove(block).release();
        }

        @Override
        public GuardZones zones(long block) {
            return zones.get(block);
        }
    }
}
