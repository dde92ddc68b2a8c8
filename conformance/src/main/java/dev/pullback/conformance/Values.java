package dev.pullback.conformance;

import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** The elements of a tensor as numbers, row-major: float64 holds those of every dtype exactly. */
public final class Values {

    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final TensorType type;
    private final double[] elements;

    private Values(TensorType type, double[] elements) {
        this.type = type;
        this.elements = elements;
    }

    /** Elements that are numbers of the dtype already. */
    public static Values of(TensorType type, double... elements) {
        if (elements.length != type.size()) {
            throw new IllegalArgumentException(
                    "%s has %d elements, not %d".formatted(type, type.size(), elements.length));
        }
        return new Values(type, elements.clone());
    }

    /** What memory holds, as buffers write it. */
    static Values read(TensorType type, MemorySegment memory) {
        double[] elements = new double[Math.toIntExact(type.size())];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = switch (type.dtype()) {
                case FLOAT32 -> memory.getAtIndex(FLOAT, i);
                case FLOAT64 -> memory.getAtIndex(DOUBLE, i);
                case INT32 -> memory.getAtIndex(INT, i);
                case BOOL -> memory.get(ValueLayout.JAVA_BYTE, i);
            };
        }
        return new Values(type, elements);
    }

    /** As buffers read it. */
    MemorySegment toMemory() {
        MemorySegment memory =
                Arena.ofAuto().allocate(Math.max(1, type.bytes()), 8).asSlice(0, type.bytes());
        for (int i = 0; i < elements.length; i++) {
            switch (type.dtype()) {
                case FLOAT32 -> memory.setAtIndex(FLOAT, i, (float) elements[i]);
                case FLOAT64 -> memory.setAtIndex(DOUBLE, i, elements[i]);
                case INT32 -> memory.setAtIndex(INT, i, (int) elements[i]);
                case BOOL -> memory.set(ValueLayout.JAVA_BYTE, i, (byte) elements[i]);
            }
        }
        return memory;
    }

    public TensorType type() {
        return type;
    }

    public double get(int index) {
        return elements[index];
    }

    public int size() {
        return elements.length;
    }

    /** A copy of the elements. */
    public double[] elements() {
        return elements.clone();
    }

    /** The same numbers as float64 where they are float32: for an oracle that rounds nothing. */
    Values promoted() {
        return type.dtype() == DType.FLOAT32 ? new Values(type.with(DType.FLOAT64), elements) : this;
    }

    /** Floating elements without their signs; others as they are, for they may be indices. */
    Values magnitudes() {
        return floating(Math::abs);
    }

    /** Floating elements with those too small for a normal float32 (or float64) replaced by zero. */
    Values flushed() {
        double smallest = type.dtype() == DType.FLOAT32 ? Float.MIN_NORMAL : Double.MIN_NORMAL;
        return floating(x -> Math.abs(x) < smallest ? Math.copySign(0, x) : x);
    }

    private Values floating(DoubleUnaryOperator change) {
        return type.dtype().isFloating()
                ? new Values(type, Arrays.stream(elements).map(change).toArray())
                : this;
    }

    /** Σ aᵢ·bᵢ. */
    double dot(Values other) {
        double sum = 0;
        for (int i = 0; i < elements.length; i++) {
            sum += elements[i] * other.elements[i];
        }
        return sum;
    }

    /** The largest |element|, 0 if there is none. */
    double largest() {
        return Arrays.stream(elements).map(Math::abs).max().orElse(0);
    }

    /** Whether every element has the same bits as the other's; all NaN count as one. */
    boolean sameBits(Values other) {
        return type.equals(other.type) && Arrays.equals(elements, other.elements);
    }

    @Override
    public String toString() {
        return type + " " + Arrays.toString(Arrays.copyOf(elements, Math.min(8, elements.length)))
                + (elements.length > 8 ? " …" : "");
    }
}
