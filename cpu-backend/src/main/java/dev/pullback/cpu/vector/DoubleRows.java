package dev.pullback.cpu.vector;

import dev.pullback.cpu.memory.OffHeap;
import dev.pullback.cpu.warm.Lanes;
import dev.pullback.cpu.warm.Trial;
import dev.pullback.cpu.warm.VectorCode;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;

/** Short rows of float64 from memory into a block: a copy of its own for each row would cost more than its elements. */
public final class DoubleRows {
    private static final int L = Lanes.ofBits(Double.SIZE);
    private static final long BYTES = Double.BYTES;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private static final ValueLayout.OfDouble ELEMENT = ValueLayout.JAVA_DOUBLE_UNALIGNED;
    private static final VectorCode CODE = new VectorCode("rows of float64", DoubleRows::trial);

    private DoubleRows() {}

    private static Trial trial() {
        int columns = L + 1;
        MemorySegment memory = Arena.ofAuto().allocate(4L * columns * BYTES, BYTES);
        double[] out = new double[4 * columns];
        return new Trial(
                () -> loadVectors(memory, 0, columns * BYTES, 4, columns, out),
                () -> loadPlainly(memory, 0, columns * BYTES, 4, columns, out));
    }

    /** {@code out[r · columns + j] = row r [j]}, the rows {@code pitch} bytes apart from byte {@code first} on. */
    public static void load(MemorySegment memory, long first, long pitch, int rows, int columns, double[] out) {
        if (CODE.isFast(rows * columns)) {
            loadVectors(memory, first, pitch, rows, columns, out);
        } else {
            loadPlainly(memory, first, pitch, rows, columns, out);
        }
    }

    private static void loadPlainly(MemorySegment memory, long first, long pitch, int rows, int columns, double[] out) {
        memory = OffHeap.known(memory);
        for (int r = 0; r < rows; r++) {
            MemorySegment.copy(memory, ELEMENT, first + r * pitch, out, r * columns, columns);
        }
    }

    private static void loadVectors(MemorySegment memory, long first, long pitch, int rows, int columns, double[] out) {
        memory = OffHeap.known(memory);
        int whole = columns & -L;
        for (int r = 0; r < rows; r++) {
            long from = first + r * pitch;
            int to = r * columns;
            for (int j = 0; j < whole; j += L) {
                DoubleVector.fromMemorySegment(DoubleVector.SPECIES_PREFERRED, memory, from + BYTES * j, ORDER)
                        .intoArray(out, to + j);
            }
            for (int j = whole; j < columns; j++) {
                out[to + j] = memory.get(ELEMENT, from + BYTES * j);
            }
        }
    }
}
