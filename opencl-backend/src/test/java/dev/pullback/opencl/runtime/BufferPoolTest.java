package dev.pullback.opencl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.error.ClosedException;
import dev.pullback.api.error.OutOfDeviceMemoryException;
import dev.pullback.opencl.driver.HandleKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BufferPoolTest extends SessionTest {

    private static final long MIB = 1 << 20;

    private int driverBuffers() {
        return driver.liveCount(HandleKind.BUFFER);
    }

    @Test
    void smallBlocksComeInPowersOfTwoAndLargeOnesInFinerSteps() {
        assertEquals(256, BufferPool.sizeClass(0, 1L << 40));
        assertEquals(256, BufferPool.sizeClass(256, 1L << 40));
        assertEquals(512, BufferPool.sizeClass(257, 1L << 40));
        assertEquals(MIB, BufferPool.sizeClass(MIB - 1, 1L << 40));
        assertEquals(MIB + MIB / 4, BufferPool.sizeClass(MIB + 1, 1L << 40));
        assertEquals(3 * MIB, BufferPool.sizeClass(3 * MIB, 1L << 40));
        assertEquals(3 * MIB + MIB / 2, BufferPool.sizeClass(3 * MIB + 1, 1L << 40));
        assertEquals(1L << 40, BufferPool.sizeClass(1L << 40, 1L << 40));
    }

    @Test
    void aLargeBlockWastesAQuarterAtMost() {
        for (long bytes = MIB; bytes < 1L << 36; bytes += bytes / 7 + 13) {
            long size = BufferPool.sizeClass(bytes, Long.MAX_VALUE);
            assertTrue(size >= bytes && size - bytes <= bytes / 4 + 1, bytes + " in " + size);
        }
    }

    @Test
    void roundingUpNeverExceedsWhatTheDeviceCanAllocate() {
        assertEquals(5 * MIB + 100, BufferPool.sizeClass(5 * MIB + 100, 5 * MIB + 200));
        assertEquals(9 * MIB, BufferPool.sizeClass(9 * MIB, 5 * MIB), "too large is for the driver to say");
    }

    @Test
    void aReleasedBlockServesTheNextRequestOfItsClass() {
        long first = session.pool().acquire(1000);
        long other = session.pool().acquire(1000);
        assertNotEquals(first, other);
        session.pool().release(first);
        int created = driverBuffers();
        assertEquals(first, session.pool().acquire(600));
        assertEquals(created, driverBuffers(), "nothing new was asked of the driver");
        assertNotEquals(first, session.pool().acquire(1000));
    }

    @Test
    void theBooksBalance() {
        assertEquals(0, session.pool().liveBytes());
        long small = session.pool().acquire(10);
        long large = session.pool().acquire(3 * MIB);
        assertEquals(2, session.pool().liveCount());
        assertEquals(256 + 3 * MIB, session.pool().liveBytes());
        session.pool().release(large);
        session.pool().release(small);
        session.pool().release(small);
        assertEquals(0, session.pool().liveCount());
        assertEquals(0, session.pool().liveBytes());
        assertEquals(256 + 3 * MIB, session.pool().idleBytes());
    }

    @Test
    void trimmingGivesIdleBlocksBackAndIsCounted() {
        long kept = session.pool().acquire(1000);
        session.pool().release(session.pool().acquire(2000));
        int before = driverBuffers();
        int trims = session.pool().trims();
        session.run(session.pool()::trim);
        assertEquals(before - 1, driverBuffers());
        assertEquals(0, session.pool().idleBytes());
        assertEquals(trims + 1, session.pool().trims());
        session.pool().release(kept);
    }

    /** Most drivers would not notice, for they allocate when memory is first used. */
    @Test
    void idleBlocksMakeRoomBeforeMoreIsHeldThanTheDeviceHas() {
        long global = session.device().limits().globalMemoryBytes();
        long size = session.device().limits().maxAllocationBytes() / 4;
        int before = driverBuffers();
        List<Long> blocks = new ArrayList<>();
        for (long held = 0;
                held + size + size / 4 < global;
                held = session.pool().liveBytes()) {
            blocks.add(session.pool().acquire(size));
        }
        assertEquals(before + blocks.size(), driverBuffers());
        blocks.forEach(session.pool()::release);
        session.pool().acquire(2 * size);
        assertEquals(before + 1, driverBuffers());
    }

    @Test
    void tooLargeABlockIsRefusedWithItsSizes() {
        long held = session.pool().acquire(MIB);
        long asked = 1L << 50;
        OutOfDeviceMemoryException refused = assertThrows(
                OutOfDeviceMemoryException.class, () -> session.pool().acquire(asked));
        assertEquals(asked, refused.askedBytes());
        assertEquals(MIB, refused.liveBytes());
        assertEquals(session.device().limits().globalMemoryBytes(), refused.limitBytes());
        assertTrue(refused.getMessage().contains(session.device().name()), refused.getMessage());
        session.pool().release(held);
        session.pool().release(session.pool().acquire(MIB));
    }

    @Test
    void blocksAreGivenBackWithTheSessionAndReleasingThemLaterIsHarmless() {
        long block = session.pool().acquire(1000);
        session.close();
        session.pool().release(block);
        assertThrows(ClosedException.class, () -> session.pool().acquire(1000));
    }
}
