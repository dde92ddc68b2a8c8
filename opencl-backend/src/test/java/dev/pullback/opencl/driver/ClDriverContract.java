package dev.pullback.opencl.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** What both bindings owe alike: each subclass is a chapter of the contract and runs once for either. */
@ParameterizedClass(name = "{0}")
@ValueSource(strings = {ClDrivers.LWJGL, ClDrivers.JOCL})
abstract class ClDriverContract {

    @Parameter
    String binding;

    DriverFixture cl;
    ClDriver driver;

    @BeforeEach
    void open() {
        cl = new DriverFixture(binding);
        driver = cl.driver;
    }

    @AfterEach
    void close() {
        cl.close();
    }

    /** Bytes that differ from place to place, never 0. */
    static byte[] pattern(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (1 + (i * 31L + (i >>> 8)) % 255);
        }
        return bytes;
    }

    MemorySegment host(byte[] bytes) {
        return cl.arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
    }

    void write(long buffer, byte[] bytes) {
        driver.enqueueWrite(cl.queue, buffer, true, 0, host(bytes), 0, bytes.length, false);
    }

    byte[] read(long buffer, long bytes) {
        MemorySegment target = cl.arena.allocate(bytes);
        driver.enqueueRead(cl.queue, buffer, true, 0, target, 0, bytes, false);
        return target.toArray(ValueLayout.JAVA_BYTE);
    }

    int[] readInts(long buffer, int count) {
        MemorySegment target = cl.arena.allocate(ValueLayout.JAVA_INT, count);
        driver.enqueueRead(cl.queue, buffer, true, 0, target, 0, 4L * count, false);
        return target.toArray(ValueLayout.JAVA_INT);
    }

    ClException assertRefused(int code, Executable call) {
        ClException e = assertThrows(ClException.class, call);
        assertEquals(ClStatus.name(code), e.codeName(), e.getMessage());
        return e;
    }
}
