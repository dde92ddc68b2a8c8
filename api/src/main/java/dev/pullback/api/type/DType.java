package dev.pullback.api.type;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** The type of one element. {@code BOOL} takes one byte in memory and is 0 or 1; all types are little-endian. */
public enum DType {
    FLOAT32(4, true),
    FLOAT64(8, true),
    INT32(4, false),
    BOOL(1, false);

    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ORDER);
    private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ORDER);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ORDER);

    private final int bytes;
    private final boolean floating;

    DType(int bytes, boolean floating) {
        this.bytes = bytes;
        this.floating = floating;
    }

    /** Bytes of one element. */
    public int bytes() {
        return bytes;
    }

    /** Whether derivatives exist: {@code FLOAT32} and {@code FLOAT64} only. */
    public boolean isFloating() {
        return floating;
    }

    /** The name as NumPy writes it: {@code float32}, {@code float64}, {@code int32}, {@code bool}. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Element i of memory, as a number: float64 holds those of every dtype exactly, bool as 0 or 1. */
    public double get(MemorySegment memory, long i) {
        return switch (this) {
            case FLOAT32 -> memory.getAtIndex(FLOAT, i);
            case FLOAT64 -> memory.getAtIndex(DOUBLE, i);
            case INT32 -> memory.getAtIndex(INT, i);
            case BOOL -> memory.get(ValueLayout.JAVA_BYTE, i) != 0 ? 1 : 0;
        };
    }

    /** Makes element i of memory the nearest number of this dtype; for int32 and bool as a cast does it. */
    public void set(MemorySegment memory, long i, double value) {
        switch (this) {
            case FLOAT32 -> memory.setAtIndex(FLOAT, i, (float) value);
            case FLOAT64 -> memory.setAtIndex(DOUBLE, i, value);
            case INT32 -> memory.setAtIndex(INT, i, (int) value);
            case BOOL -> memory.set(ValueLayout.JAVA_BYTE, i, (byte) (value != 0 ? 1 : 0));
        }
    }
}
