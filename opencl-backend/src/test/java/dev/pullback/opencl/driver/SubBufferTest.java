package dev.pullback.opencl.driver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SubBufferTest extends ClDriverContract {

    private static final String AROUND = """
            kernel void around(global int *part, int count) {
                part[-1] = 11;
                part[0] = 22;
                part[count] = 33;
            }
            """;

    private int alignment() {
        return cl.device.limits().baseAlignmentBytes();
    }

    private long part(long buffer, long origin, long bytes) {
        return cl.own(HandleKind.BUFFER, driver.createSubBuffer(buffer, origin, bytes));
    }

    @Test
    void aPartSharesItsMemoryWithTheWhole() {
        int origin = 2 * alignment();
        byte[] expected = pattern(origin + 200);
        long whole = cl.buffer(expected.length);
        write(whole, expected);
        long part = part(whole, origin, 101);
        assertArrayEquals(Arrays.copyOfRange(expected, origin, origin + 101), read(part, 101));

        write(part, new byte[101]);
        Arrays.fill(expected, origin, origin + 101, (byte) 0);
        assertArrayEquals(expected, read(whole, expected.length));

        driver.enqueueFill(cl.queue, whole, 0x5A, 1, origin - 3, 7, false);
        assertArrayEquals(new byte[] {0x5A, 0x5A, 0x5A, 0x5A, 0, 0}, read(part, 6));
    }

    /** What a kernel does beside a part stays within the whole, where it can be seen. */
    @Test
    void aKernelReachesTheWholeFromThePart() {
        int origin = alignment();
        long whole = cl.buffer(origin + 1024);
        driver.enqueueFill(cl.queue, whole, 0, 4, 0, origin + 1024, false);
        long kernel = cl.kernel("around", AROUND);
        driver.setArgMem(kernel, 0, part(whole, origin, 20));
        driver.setArgInt(kernel, 1, 5);
        cl.launch(kernel, 1);
        int[] found = readInts(whole, origin / 4 + 256);
        int[] expected = new int[found.length];
        expected[origin / 4 - 1] = 11;
        expected[origin / 4] = 22;
        expected[origin / 4 + 5] = 33;
        assertArrayEquals(expected, found);
    }

    @Test
    void aPartIsAnObjectOfItsOwnAndOutlivesTheHandleOfTheWhole() {
        int before = driver.liveCount(HandleKind.BUFFER);
        long whole = driver.createBuffer(cl.context, DriverFixture.BUFFER_FLAGS, 64);
        write(whole, pattern(64));
        long part = driver.createSubBuffer(whole, 0, 16);
        assertEquals(before + 2, driver.liveCount(HandleKind.BUFFER));
        driver.release(HandleKind.BUFFER, whole);
        assertArrayEquals(pattern(16), read(part, 16));
        driver.release(HandleKind.BUFFER, part);
        assertEquals(before, driver.liveCount(HandleKind.BUFFER));
    }

    @Test
    void whatIsNoPartIsRefused() {
        long whole = cl.buffer(4096);
        assertRefused(ClStatus.INVALID_MEM_OBJECT, () -> driver.createSubBuffer(0, 0, 16));
        assertRefused(ClStatus.INVALID_VALUE, () -> driver.createSubBuffer(whole, 0, 0));
        assertRefused(ClStatus.INVALID_VALUE, () -> driver.createSubBuffer(whole, -alignment(), 16));
        assertRefused(ClStatus.INVALID_VALUE, () -> driver.createSubBuffer(whole, 0, 4097));
        ClException misaligned = assertThrows(ClException.class, () -> driver.createSubBuffer(whole, 1, 16));
        assertEquals("CL_MISALIGNED_SUB_BUFFER_OFFSET", misaligned.codeName());
        assertTrue(misaligned.getMessage().contains("16 bytes at offset 1"), misaligned.getMessage());
    }
}
