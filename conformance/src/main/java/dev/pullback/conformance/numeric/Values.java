package dev.pullback.conformance.numeric;

import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.SoftReference;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;

/** The elements of a tensor as numbers, row-major: float64 holds those of every dtype exactly. */
public final class Values {

    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final TensorType type;
    private final Supplier<double[]> source;
    private SoftReference<double[]> drawn;

    private Values(TensorType type, double[] elements) {
        this(type, () -> elements);
    }

    private Values(TensorType type, Supplier<double[]> source) {
        this.type = type;
        this.source = source;
        this.drawn = new SoftReference<>(null);
    }

    /**
     * Elements that are numbers of the dtype already and are made when they are first asked for, perhaps several times: the
     * thousands of cases of a list hold no memory until they are run.
     */
    static Values drawn(TensorType type, Supplier<double[]> source) {
        return new Values(type, source);
    }

    private double[] array() {
        double[] made = drawn.get();
        if (made == null) {
            made = source.get();
            drawn = new SoftReference<>(made);
        }
        return made;
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
    public static Values read(TensorType type, MemorySegment memory) {
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
    public MemorySegment toMemory() {
        MemorySegment memory =
                Arena.ofAuto().allocate(Math.max(1, type.bytes()), 8).asSlice(0, type.bytes());
        double[] elements = array();
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
        return array()[index];
    }

    public int size() {
        return Math.toIntExact(type.size());
    }

    /** A copy of the elements. */
    public double[] elements() {
        return array().clone();
    }

    /** The same numbers as float64 where they are float32: for an oracle that rounds nothing. */
    public Values promoted() {
        return type.dtype() == DType.FLOAT32 ? new Values(type.with(DType.FLOAT64), this::array) : this;
    }

    /** Floating elements without their signs; others as they are, for they may be indices. */
    public Values magnitudes() {
        return floating(Math::abs);
    }

    /** Floating elements with those too small for a normal float32 (or float64) replaced by zero. */
    public Values flushed() {
        double smallest = type.dtype() == DType.FLOAT32 ? Float.MIN_NORMAL : Double.MIN_NORMAL;
        return floating(x -> Math.abs(x) < smallest ? Math.copySign(0, x) : x);
    }

    private Values floating(DoubleUnaryOperator change) {
        return type.dtype().isFloating()
                ? new Values(type, Arrays.stream(array()).map(change).toArray())
                : this;
    }

    /** Σ aᵢ·bᵢ. */
    public double dot(Values other) {
        double[] elements = array();
        double[] others = other.array();
        double sum = 0;
        for (int i = 0; i < elements.length; i++) {
            sum += elements[i] * others[i];
        }
        return sum;
    }

    /** The largest finite |element|, 0 if there is none. */
    public double largest() {
        return Arrays.stream(array())
                .map(Math::abs)
                .filter(Double::isFinite)
                .max()
                .orElse(0);
    }

    /** Whether every element has the same bits as the other's; all NaN count as one. */
    public boolean sameBits(Values other) {
        return type.equals(other.type) && Arrays.equals(array(), other.array());
    }

    /** The first element that has other bits than the other's, or -1; both are of one type. */
    public int firstDifference(Values other) {
        return Arrays.mismatch(array(), other.array());
    }

    @Override
    public String toString() {
        double[] elements = array();
        return type + " " + Arrays.toString(Arrays.copyOf(elements, Math.min(8, elements.length)))
                + (elements.length > 8 ? " …" : "");
    }
}
