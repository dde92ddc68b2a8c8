package dev.pullback.opencl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pullback.api.backend.BackendOptions;
import dev.pullback.api.backend.Buffer;
import dev.pullback.api.backend.Executable;
import dev.pullback.api.error.ShapeException;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import dev.pullback.opencl.driver.ClDriver;
import dev.pullback.opencl.driver.ClDrivers;
import dev.pullback.opencl.driver.TestDevice;
import dev.pullback.opencl.runtime.ClSession;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass(name = "{0}")
@ValueSource(strings = {ClDrivers.LWJGL, ClDrivers.JOCL})
class OpenClBufferTest {

    /** One piece in which Java arrays travel. */
    private static final int PIECE = (int) ClSession.LARGEST_STAGED;

    @Parameter
    String binding;

    private OpenClBackend backend;

    @BeforeEach
    void open() {
        backend = TestBackend.open(binding, "cpu");
    }

    @AfterEach
    void close() {
        backend.close();
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private Buffer buffer(int bytes) {
        return backend.allocate(TensorType.of(DType.BOOL, bytes));
    }

    @Test
    void javaArraysOfAnySizeArriveWhole() {
        for (int size : new int[] {1, 3, 255, 4097, PIECE - 1, PIECE, PIECE + 1, 20 * PIECE + 13}) {
            byte[] sent = bytes(size);
            byte[] received = new byte[size];
            try (Buffer buffer = buffer(size)) {
                buffer.write(MemorySegment.ofArray(sent));
                buffer.read(MemorySegment.ofArray(received));
            }
            assertArrayEquals(sent, received, size + " bytes");
        }
    }

    /** The device lags behind while the ring that holds what was sent comes round several times. */
    @Test
    void anArrayMayChangeAsSoonAsItIsSent() {
        TensorType row = TensorType.of(DType.FLOAT32, 4096);
        Graph add =
                Graph.trace(TensorFunction.of((sum, x) -> sum.add(x)), row, row).donating(0, 0);
        float[] array = new float[4096];
        float expected = 0;
        try (Buffer sum = backend.allocate(row);
                Buffer x = backend.allocate(row);
                Executable program = backend.compile(add)) {
            sum.write(MemorySegment.ofArray(array));
            for (int i = 0; i < 2000; i++) {
                Arrays.fill(array, i % 100);
                expected += i % 100;
                x.write(MemorySegment.ofArray(array));
                program.run(List.of(sum, x), List.of(sum));
            }
            sum.read(MemorySegment.ofArray(array));
        }
        float[] everywhere = new float[4096];
        Arrays.fill(everywhere, expected);
        assertArrayEquals(everywhere, array);
    }

    @Test
    void aSmallWriteDoesNotWaitForTheDevice() {
        List<Object> waits = new ArrayList<>();
        ClDriver real = ClDrivers.open(binding);
        ClDriver watched = (ClDriver) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ClDriver.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("enqueueWrite")) {
                        waits.add(arguments[2]);
                    }
                    return method.invoke(real, arguments);
                });
        try (var small = new OpenClBackend(watched, TestDevice.find(watched), BackendOptions.defaults());
                Arena arena = Arena.ofConfined();
                Buffer buffer = small.allocate(TensorType.of(DType.BOOL, 100))) {
            buffer.write(MemorySegment.ofArray(bytes(100)));
            buffer.write(arena.allocate(100));
        }
        assertEquals(List.of(false, false), waits);
    }

    @Test
    void offHeapMemoryOfAnySizeArrivesWhole() {
        try (Arena arena = Arena.ofConfined()) {
            for (int size : new int[] {1, 3, 255, 4097, PIECE + 1}) {
                byte[] sent = bytes(size);
                MemorySegment target = arena.allocate(size);
                try (Buffer buffer = buffer(size)) {
                    buffer.write(arena.allocateFrom(ValueLayout.JAVA_BYTE, sent));
                    buffer.read(target);
                }
                assertArrayEquals(sent, target.toArray(ValueLayout.JAVA_BYTE), size + " bytes");
            }
        }
    }

    @Test
    void whatIsSentFromTheHeapIsReceivedOffItAndTheOtherWayRound() {
        byte[] sent = bytes(1001);
        byte[] received = new byte[1001];
        try (Arena arena = Arena.ofConfined();
                Buffer one = buffer(1001);
                Buffer two = buffer(1001)) {
            MemorySegment between = arena.allocate(1001);
            one.write(MemorySegment.ofArray(sent));
            one.read(between);
            two.write(between);
            two.read(MemorySegment.ofArray(received));
        }
        assertArrayEquals(sent, received);
    }

    @Test
    void arraysOfEveryElementTypeAndPartsOfThemAreMemoryToo() {
        double[] doubles = {1, -2.5, Math.PI, Double.NaN, 0, -0.0, 7};
        double[] received = new double[9];
        try (Buffer buffer = backend.allocate(TensorType.of(DType.FLOAT64, 5))) {
            buffer.write(MemorySegment.ofArray(doubles).asSlice(2 * Double.BYTES, 5 * Double.BYTES));
            buffer.read(MemorySegment.ofArray(received).asSlice(3 * Double.BYTES, 5 * Double.BYTES));
        }
        assertArrayEquals(new double[] {0, 0, 0, Math.PI, Double.NaN, 0, -0.0, 7, 0}, received);
    }

    @Test
    void readOnlyMemoryCanBeSent() {
        byte[] sent = bytes(100);
        byte[] received = new byte[100];
        try (Buffer buffer = buffer(100)) {
            buffer.write(MemorySegment.ofArray(sent).asReadOnly());
            buffer.read(MemorySegment.ofArray(received));
        }
        assertArrayEquals(sent, received);
    }

    @Test
    void anEmptyTensorHasNothingToMove() {
        try (Arena arena = Arena.ofConfined();
                Buffer buffer = backend.allocate(TensorType.of(DType.FLOAT32, 3, 0, 5))) {
            buffer.write(MemorySegment.ofArray(new float[0]));
            buffer.read(MemorySegment.ofArray(new float[0]));
            buffer.write(arena.allocate(0));
            buffer.read(MemorySegment.NULL);
            assertEquals(0, buffer.type().bytes());
        }
    }

    @Test
    void memoryOfAnotherSizeIsRefused() {
        try (Buffer buffer = buffer(10)) {
            assertThrows(ShapeException.class, () -> buffer.write(MemorySegment.ofArray(new byte[9])));
            assertThrows(ShapeException.class, () -> buffer.read(MemorySegment.ofArray(new byte[11])));
        }
    }
}
