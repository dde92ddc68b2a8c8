package dev.pullback.cpu.step;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import dev.pullback.cpu.memory.OffHeap;
import dev.pullback.cpu.vector.DoubleReduction;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** A block of float64 elements. */
final class DoubleRegister extends Register<double[]> {

    DoubleRegister() {
        super(new double[LENGTH]);
    }

    @Override
    void fill(double value) {
        Arrays.fill(values, value);
    }

    @Override
    void load(MemorySegment memory, long from, int to, int count) {
        MemorySegment.copy(OffHeap.known(memory), JAVA_DOUBLE, from * Double.BYTES, values, to, count);
    }

    @Override
    void loadStrided(MemorySegment memory, long from, long stride, int to, int count) {
        memory = OffHeap.known(memory);
        for (int i = 0; i < count; i++) {
            values[to + i] = memory.getAtIndex(JAVA_DOUBLE, from + i * stride);
        }
    }

    @Override
    void loadRepeated(MemorySegment memory, long from, int to, int count) {
        Arrays.fill(values, to, to + count, OffHeap.known(memory).getAtIndex(JAVA_DOUBLE, from));
    }

    @Override
    void store(MemorySegment memory, long to, int count) {
        MemorySegment.copy(values, 0, OffHeap.known(memory), JAVA_DOUBLE, to * Double.BYTES, count);
    }

    @Override
    void spread(Register<?> other, int rows, int length) {
        double[] from = ((DoubleRegister) other).values;
        for (int r = 0; r < rows; r++) {
            Arrays.fill(values, r * length, (r + 1) * length, from[r]);
        }
    }

    @Override
    void pick(Register<?> other, int rows, int length) {
        double[] from = ((DoubleRegister) other).values;
        for (int r = 0; r < rows; r++) {
            values[r] = from[r * length];
        }
    }

    @Override
    int argmax(int count) {
        return DoubleReduction.argmax(values, 0, count);
    }

    @Override
    double get(int index) {
        return values[index];
    }
}
