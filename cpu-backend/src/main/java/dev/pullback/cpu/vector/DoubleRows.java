package dev.pullback.cpu.vector;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Short rows of float64 from memory into a block: a copy of its own for each row would cost more than its elements. */
public final class DoubleRows {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();
    private static final long BYTES = Double.BYTES;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private DoubleRows() {}

    /** {@code out[r · columns + j] = row r [j]}, the rows {@code pitch} bytes apart from byte {@code first} on. */
    public static void load(MemorySegment memory, long first, long pitch, int rows, int columns, double[] out) {
        int whole = SPECIES.loopBound(columns);
        for (int r = 0; r < rows; r++) {
            long from = first + r * pitch;
            int to = r * columns;
            for (int j = 0; j < whole; j += L) {
                DoubleVector.fromMemorySegment(SPECIES, memory, from + BYTES * j, ORDER)
                        .intoArray(out, to + j);
            }
            for (int j = whole; j < columns; j++) {
                out[to + j] = memory.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, from + BYTES * j);
            }
        }
    }
}
