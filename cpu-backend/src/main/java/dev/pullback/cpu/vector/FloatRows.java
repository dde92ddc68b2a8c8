package dev.pullback.cpu.vector;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Short rows of float32 from memory into a block: a copy of its own for each row would cost more than its elements. */
public final class FloatRows {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();
    private static final long BYTES = Float.BYTES;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private FloatRows() {}

    /** {@code out[r · columns + j] = row r [j]}, the rows {@code pitch} bytes apart from byte {@code first} on. */
    public static void load(MemorySegment memory, long first, long pitch, int rows, int columns, float[] out) {
        int whole = SPECIES.loopBound(columns);
        for (int r = 0; r < rows; r++) {
            long from = first + r * pitch;
            int to = r * columns;
            for (int j = 0; j < whole; j += L) {
                FloatVector.fromMemorySegment(SPECIES, memory, from + BYTES * j, ORDER)
                        .intoArray(out, to + j);
            }
            for (int j = whole; j < columns; j++) {
                out[to + j] = memory.get(ValueLayout.JAVA_FLOAT_UNALIGNED, from + BYTES * j);
            }
        }
    }
}
