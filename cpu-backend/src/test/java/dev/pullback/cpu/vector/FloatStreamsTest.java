package dev.pullback.cpu.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** From memory to memory an operation has the same bits as on blocks, whose accuracy other tests know. */
class FloatStreamsTest {

    private static final int SKIPPED = 64;
    private static final int N = Blocks.SIZE - 2 * SKIPPED;

    @FunctionalInterface
    private interface BinaryBlock {
        void run(float[] x, float[] y, float[] out, int n);
    }

    @FunctionalInterface
    private interface BinaryStream {
        void run(MemorySegment x, MemorySegment y, MemorySegment out, long at, int n);
    }

    @Test
    void functionsHaveTheBitsOfBlocks() {
        same((x, y, out, n) -> FloatFunctions.exp(x, out, n), (x, y, out, at, n) -> FloatStreams.exp(x, out, at, n));
        same(
                (x, y, out, n) -> FloatFunctions.sigmoid(x, out, n),
                (x, y, out, at, n) -> FloatStreams.sigmoid(x, out, at, n));
        same((x, y, out, n) -> FloatFunctions.tanh(x, out, n), (x, y, out, at, n) -> FloatStreams.tanh(x, out, at, n));
    }

    @Test
    void arithmeticHasTheBitsOfBlocks() {
        same((x, y, out, n) -> FloatArithmetic.relu(x, out, n), (x, y, out, at, n) -> FloatStreams.relu(x, out, at, n));
        same(FloatArithmetic::add, FloatStreams::add);
        same(FloatArithmetic::subtract, FloatStreams::subtract);
        same(FloatArithmetic::multiply, FloatStreams::multiply);
    }

    /** From a place within the memory on; what lies before and behind stays as it was. */
    private static void same(BinaryBlock blocks, BinaryStream streams) {
        Random random = new Random(3);
        float[] x = BlockArithmeticTest.floats(1);
        float[] y = BlockArithmeticTest.floats(2);
        for (int i = N / 2; i < N; i++) {
            x[SKIPPED + i] = (float) random.nextGaussian() * 40;
        }
        float[] expected = x.clone();
        float[] part = new float[Blocks.SIZE];
        float[] other = new float[Blocks.SIZE];
        System.arraycopy(x, SKIPPED, part, 0, N);
        System.arraycopy(y, SKIPPED, other, 0, N);
        blocks.run(part, other, part, N);
        System.arraycopy(part, 0, expected, SKIPPED, N);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment left = arena.allocateFrom(ValueLayout.JAVA_FLOAT, x);
            MemorySegment right = arena.allocateFrom(ValueLayout.JAVA_FLOAT, y);
            streams.run(left, right, left, (long) SKIPPED * Float.BYTES, N);
            assertArrayEquals(expected, left.toArray(ValueLayout.JAVA_FLOAT));
        }
    }
}
