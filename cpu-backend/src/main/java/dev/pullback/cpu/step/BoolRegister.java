package dev.pullback.cpu.step;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.pullback.cpu.memory.OffHeap;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** A block of bool elements, each 0 or 1. */
final class BoolRegister extends Register<byte[]> {

    BoolRegister() {
        super(new byte[LENGTH]);
    }

    @Override
    void fill(double value) {
        Arrays.fill(values, (byte) value);
    }

    @Override
    void load(MemorySegment memory, long from, int to, int count) {
        MemorySegment.copy(OffHeap.known(memory), JAVA_BYTE, from, values, to, count);
    }

    @Override
    void loadStrided(MemorySegment memory, long from, long stride, int to, int count) {
        memory = OffHeap.known(memory);
        for (int i = 0; i < count; i++) {
            values[to + i] = memory.get(JAVA_BYTE, from + i * stride);
        }
    }

    @Override
    void loadRepeated(MemorySegment memory, long from, int to, int count) {
        Arrays.fill(values, to, to + count, OffHeap.known(memory).get(JAVA_BYTE, from));
    }

    @Override
    void store(MemorySegment memory, long to, int count) {
        MemorySegment.copy(values, 0, OffHeap.known(memory), JAVA_BYTE, to, count);
    }

    @Override
    void spread(Register<?> other, int rows, int length) {
        byte[] from = ((BoolRegister) other).values;
        for (int r = 0; r < rows; r++) {
            Arrays.fill(values, r * length, (r + 1) * length, from[r]);
        }
    }

    @Override
    void pick(Register<?> other, int rows, int length) {
        byte[] from = ((BoolRegister) other).values;
        for (int r = 0; r < rows; r++) {
            values[r] = from[r * length];
        }
    }

    @Override
    int argmax(int count) {
        throw new IllegalStateException("no largest element among truth values");
    }

    @Override
    double get(int index) {
        return values[index];
    }
}
