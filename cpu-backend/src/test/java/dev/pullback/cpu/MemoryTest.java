package dev.pullback.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.BackendOptions;
import dev.pullback.api.backend.Buffer;
import dev.pullback.api.backend.Executable;
import dev.pullback.api.backend.MemoryUse;
import dev.pullback.api.error.OutOfDeviceMemoryException;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.plan.Plan;
import dev.pullback.api.tensor.Functions;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryTest {

    @Test
    void a_buffer_may_be_larger_than_two_gibibytes() throws Exception {
        String output = JavaProcess.run(LargeBuffer.class, "--add-modules", "jdk.incubator.vector", "-Xmx256m");
        assertTrue(output.contains("largest: " + (LargeBuffer.ROWS - 1)), output);
        assertTrue(output.contains("largest of the product: " + 2 * (LargeBuffer.ROWS - 1)), output);
    }

    /** Numbers the rows of a matrix of more than 2³¹ bytes, finds the last of them, and doubles them by a product. */
    static final class LargeBuffer {
        static final int ROWS = 530_000;
        static final int COLUMNS = 1024;

        public static void main(String[] arguments) {
            TensorType type = TensorType.of(DType.FLOAT32, ROWS, COLUMNS);
            TensorType narrow = TensorType.of(DType.FLOAT32, COLUMNS, 20);
            float[] doubling = new float[COLUMNS * 20];
            doubling[0] = 2; // the first column twice is the first column of the product
            try (Backend cpu = new CpuProvider().open("", BackendOptions.defaults());
                    Buffer matrix = cpu.allocate(type);
                    Buffer factor = cpu.allocate(narrow);
                    Buffer scalar = cpu.allocate(TensorType.of(DType.FLOAT32));
                    var fill = cpu.compile(Graph.of(
                            List.of(),
                            List.of(Functions.iota(TensorType.of(DType.INT32, ROWS, COLUMNS), 0)
                                    .cast(DType.FLOAT32)
                                    .node())));
                    var largest = cpu.compile(Graph.trace(
                            inputs -> List.<Tensor>of(inputs.getFirst().max()), type));
                    var product = cpu.compile(Graph.trace(
                            inputs -> List.<Tensor>of(
                                    inputs.get(0).matmul(inputs.get(1)).max()),
                            type,
                            narrow))) {
                factor.write(MemorySegment.ofArray(doubling));
                fill.run(List.of(), List.of(matrix));
                largest.run(List.of(matrix), List.of(scalar));
                System.out.println("largest: " + read(scalar));
                product.run(List.of(matrix, factor), List.of(scalar));
                System.out.println("largest of the product: " + read(scalar));
            }
        }

        private static int read(Buffer scalar) {
            float[] result = new float[1];
            scalar.read(MemorySegment.ofArray(result));
            return (int) result[0];
        }
    }

    @Test
    void more_than_the_machine_has_is_refused_with_the_numbers() {
        TensorType petabytes = TensorType.of(DType.FLOAT32, 1 << 20, 1 << 20, 1 << 10);
        try (Backend cpu = new CpuProvider().open("", BackendOptions.defaults());
                Buffer buffer = cpu.allocate(TensorType.of(DType.FLOAT32, 10))) {
            var failure = assertThrows(OutOfDeviceMemoryException.class, () -> cpu.allocate(petabytes));
            assertEquals(petabytes.bytes(), failure.askedBytes());
            assertEquals(buffer.type().bytes(), failure.liveBytes());
            assertEquals(cpu.device().memoryBytes(), failure.limitBytes());
            Graph tooLarge = Graph.trace(
                    inputs -> List.<Tensor>of(inputs.getFirst()
                            .broadcastTo(petabytes.shape())
                            .transpose()
                            .exp()
                            .max(0)),
                    TensorType.of(DType.FLOAT32, 1 << 20, 1 << 10));
            assertThrows(OutOfDeviceMemoryException.class, () -> cpu.compile(tooLarge));
            cpu.allocate(TensorType.of(DType.FLOAT32, 1000)).close();
            assertEquals(buffer.type().bytes(), cpu.memory().bytes());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void what_buffers_and_programs_hold_is_counted_until_they_are_closed(boolean guards) {
        TensorType row = TensorType.of(DType.FLOAT32, 100);
        Graph graph = Graph.trace(TensorFunction.of(x -> x.exp().sum(0).log()), row);
        List<Long> slots = Plan.of(graph, false).memory().slotBytes();
        BackendOptions options = BackendOptions.defaults().withFusion(false).withGuards(guards);
        Backend cpu = new CpuProvider().open("", options);
        assertEquals(MemoryUse.NONE, cpu.memory());
        Buffer first = cpu.allocate(row);
        Buffer second = cpu.allocate(TensorType.of(DType.BOOL, 3));
        assertEquals(new MemoryUse(2, 403), cpu.memory());
        try (Executable program = cpu.compile(graph);
                Buffer result = cpu.allocate(TensorType.of(DType.FLOAT32))) {
            long held = slots.stream().mapToLong(Long::longValue).sum();
            assertTrue(held >= 400, slots::toString);
            assertEquals(new MemoryUse(3 + slots.size(), 407 + held), cpu.memory());
            program.run(List.of(first), List.of(result));
        }
        assertEquals(new MemoryUse(2, 403), cpu.memory());
        first.close();
        first.close();
        assertEquals(new MemoryUse(1, 3), cpu.memory());
        cpu.close();
        assertEquals(MemoryUse.NONE, cpu.memory(), "the backend takes what was left open with it");
        second.close();
        assertEquals(MemoryUse.NONE, cpu.memory());
    }

    @Test
    void what_was_closed_leaves_room_for_what_is_asked_next() {
        var memory = new OffHeapMemory("test", 10_000);
        var first = memory.allocate(6000);
        assertThrows(OutOfDeviceMemoryException.class, () -> memory.allocate(4001));
        memory.allocate(4000).free();
        first.free();
        memory.allocate(10_000).free();
        memory.freeAll();
    }

    @Test
    void memory_is_counted_and_used_again() {
        var memory = new OffHeapMemory("test", Long.MAX_VALUE);
        var first = memory.allocate(1000);
        long address = first.segment().address();
        assertEquals(1000, memory.liveBytes());
        first.free();
        first.free();
        assertEquals(0, memory.liveBytes());
        var second = memory.allocate(1001); // of the same size in cache lines
        assertEquals(address, second.segment().address());
        assertEquals(1001, second.segment().byteSize());
        assertEquals(0, address % Chunk.ALIGNMENT);
        memory.freeAll();
        assertEquals(0, memory.liveBytes());
        assertThrows(IllegalStateException.class, () -> second.segment().fill((byte) 1));
    }

    @Test
    void an_absurd_size_is_out_of_memory_too() {
        var memory = new OffHeapMemory("test", 1 << 20);
        assertThrows(OutOfDeviceMemoryException.class, () -> memory.allocate(Long.MAX_VALUE));
        memory.allocate(1 << 20).free();
        memory.freeAll();
    }
}
