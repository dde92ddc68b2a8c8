package dev.pullback.opencl.driver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransferTest extends ClDriverContract {

    @Test
    void bytesComeBackAsTheyWentAtOddSizes() {
        for (int size : new int[] {1, 2, 3, 5, 17, 127, 4097, 65_537, 3 * 1024 * 1024 + 1}) {
            byte[] bytes = pattern(size);
            long buffer = cl.buffer(size);
            write(buffer, bytes);
            assertArrayEquals(bytes, read(buffer, size), size + " bytes");
        }
    }

    @Test
    void aLargeTransferIsWhole() {
        byte[] bytes = pattern(64 * 1024 * 1024 + 3);
        long buffer = cl.buffer(bytes.length);
        write(buffer, bytes);
        assertTrue(Arrays.equals(bytes, read(buffer, bytes.length)));
    }

    @Test
    void offsetsOnBothSidesAreKeptAndNothingElseIsTouched() {
        byte[] zeros = new byte[100];
        long buffer = cl.buffer(100);
        write(buffer, zeros);
        MemorySegment host = host(pattern(50));
        driver.enqueueWrite(cl.queue, buffer, true, 33, host, 7, 13, false);

        byte[] expected = new byte[100];
        System.arraycopy(pattern(50), 7, expected, 33, 13);
        assertArrayEquals(expected, read(buffer, 100));

        MemorySegment target = cl.arena.allocate(64);
        driver.enqueueRead(cl.queue, buffer, true, 33, target, 11, 13, false);
        byte[] expectedHost = new byte[64];
        System.arraycopy(pattern(50), 7, expectedHost, 11, 13);
        assertArrayEquals(expectedHost, target.toArray(ValueLayout.JAVA_BYTE));
    }

    @Test
    void bytesGoToAndFroThroughMappedMemory() {
        int size = 70_000;
        long staging = driver.createBuffer(cl.context, MemoryFlags.READ_WRITE | MemoryFlags.ALLOC_HOST_PTR, size);
        MemorySegment mapped = driver.mapBuffer(cl.queue, staging, size);
        assertEquals(size, mapped.byteSize());
        mapped.copyFrom(MemorySegment.ofArray(pattern(size)));
        long buffer = cl.buffer(size);
        driver.enqueueWrite(cl.queue, buffer, false, 5, mapped, 9, size - 9, false);
        driver.finish(cl.queue);
        mapped.fill((byte) 0);
        driver.enqueueRead(cl.queue, buffer, true, 5, mapped, 0, size - 9, false);
        assertArrayEquals(
                Arrays.copyOfRange(pattern(size), 9, size),
                mapped.asSlice(0, size - 9).toArray(ValueLayout.JAVA_BYTE));
        driver.unmapBuffer(cl.queue, staging, mapped);
        driver.release(HandleKind.BUFFER, staging);
    }

    /** Two places so far apart that no place is within 2 GiB of both. */
    @Test
    void hostMemoryBeyondTwoGibibytesIsReached(@TempDir Path folder) throws IOException {
        long size = 6L << 30;
        try (FileChannel file = FileChannel.open(
                        folder.resolve("sparse"),
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.SPARSE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
                Arena mapping = Arena.ofShared()) {
            MemorySegment host = file.map(FileChannel.MapMode.READ_WRITE, 0, size, mapping);
            for (long place : new long[] {3, size - 4001}) {
                byte[] bytes = pattern(1000);
                MemorySegment.copy(bytes, 0, host, ValueLayout.JAVA_BYTE, place, bytes.length);
                long buffer = cl.buffer(bytes.length);
                driver.enqueueWrite(cl.queue, buffer, true, 0, host, place, bytes.length, false);
                assertArrayEquals(bytes, read(buffer, bytes.length));

                driver.enqueueRead(cl.queue, buffer, true, 0, host, place + 2000, bytes.length, false);
                assertArrayEquals(
                        bytes, host.asSlice(place + 2000, bytes.length).toArray(ValueLayout.JAVA_BYTE));
            }
        }
    }

    @Test
    void transfersThatDoNotBlockAreDoneOnceTheQueueIsFinished() {
        byte[] bytes = pattern(1 << 20);
        MemorySegment source = host(bytes);
        MemorySegment target = cl.arena.allocate(bytes.length);
        long buffer = cl.buffer(bytes.length);
        driver.enqueueWrite(cl.queue, buffer, false, 0, source, 0, bytes.length, false);
        driver.enqueueRead(cl.queue, buffer, false, 0, target, 0, bytes.length, false);
        driver.flush(cl.queue);
        driver.finish(cl.queue);
        assertTrue(Arrays.equals(bytes, target.toArray(ValueLayout.JAVA_BYTE)));
    }

    @Test
    void aTransfersEventCanBeWaitedOnAndTimed() {
        long buffer = cl.buffer(1 << 20);
        MemorySegment target = cl.arena.allocate(1 << 20);
        long none = driver.enqueueFill(cl.queue, buffer, 0x5A, 1, 0, 1 << 20, false);
        assertEquals(0, none, "an event nobody asked for");
        long event = driver.enqueueRead(cl.queue, buffer, false, 0, target, 0, 1 << 20, true);
        assertNotEquals(0, event);
        driver.waitEvent(event);
        assertEquals(0x5A, target.get(ValueLayout.JAVA_BYTE, (1 << 20) - 1));
        assertTrue(driver.profilingNanos(event) > 0);
        driver.releaseEvent(event);
    }

    @Test
    void copyMovesARangeBetweenBuffersAndWithinOne() {
        byte[] bytes = pattern(300);
        long source = cl.buffer(300);
        long target = cl.buffer(300);
        write(source, bytes);
        write(target, new byte[300]);
        driver.enqueueCopy(cl.queue, source, target, 10, 101, 57, false);
        driver.enqueueCopy(cl.queue, target, target, 101, 3, 57, false);

        byte[] expected = new byte[300];
        System.arraycopy(bytes, 10, expected, 101, 57);
        System.arraycopy(bytes, 10, expected, 3, 57);
        assertArrayEquals(expected, read(target, 300));
    }

    @Test
    void fillRepeatsAPatternOfEveryWidth() {
        long value = 0x0102_0304_0506_0708L;
        for (int width : new int[] {1, 2, 4, 8}) {
            long buffer = cl.buffer(64);
            write(buffer, new byte[64]);
            driver.enqueueFill(cl.queue, buffer, value, width, 8, 32, false);

            ByteBuffer expected = ByteBuffer.allocate(64).order(ByteOrder.nativeOrder());
            for (int at = 8; at < 40; at += width) {
                switch (width) {
                    case 1 -> expected.put(at, (byte) value);
                    case 2 -> expected.putShort(at, (short) value);
                    case 4 -> expected.putInt(at, (int) value);
                    default -> expected.putLong(at, value);
                }
            }
            assertArrayEquals(expected.array(), read(buffer, 64), width + " bytes wide");
        }
    }
}
