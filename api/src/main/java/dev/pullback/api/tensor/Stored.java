package dev.pullback.api.tensor;

import dev.pullback.api.error.CallSite;
import dev.pullback.api.error.DTypeException;
import dev.pullback.api.error.ShapeException;
import dev.pullback.api.type.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/**
 * A tensor with values in a backend's buffer. Close it (or the scope it was made in) to give the memory back. Reading waits
 * until the device has finished what was asked of it.
 */
public abstract non-sealed class Stored implements Tensor, AutoCloseable {

    /** Made on demand, for the constructor of a subclass may not have set the type yet. */
    private Traced node;

    /** For backends only; use {@code Backend.tensor(...)}. */
    protected Stored() {}

    /** Runs expressions whose leaves are stored tensors of one backend, at once. */
    protected abstract List<Stored> evaluate(List<Traced> expressions);

    /** A copy of the values, row-major, little-endian, {@code type().bytes()} long, in memory that lives as long as it is reachable. */
    public abstract MemorySegment toMemory();

    /** Gives the memory back; twice is harmless. */
    @Override
    public abstract void close();

    @Override
    public final synchronized Traced node() {
        if (node == null) {
            node = Traced.captured(this);
        }
        return node;
    }

    @Override
    public final Stored stored() {
        return this;
    }

    /**
     * The values of a float32 tensor, row-major.
     *
     * @throws DTypeException if the dtype is another
     */
    public final float[] toFloats() {
        return expect(DType.FLOAT32).toArray(ValueLayout.JAVA_FLOAT_UNALIGNED);
    }

    /**
     * The values of a float64 tensor, row-major.
     *
     * @throws DTypeException if the dtype is another
     */
    public final double[] toDoubles() {
        return expect(DType.FLOAT64).toArray(ValueLayout.JAVA_DOUBLE_UNALIGNED);
    }

    /**
     * The values of an int32 tensor, row-major.
     *
     * @throws DTypeException if the dtype is another
     */
    public final int[] toInts() {
        return expect(DType.INT32).toArray(ValueLayout.JAVA_INT_UNALIGNED);
    }

    /**
     * The values of a bool tensor, row-major.
     *
     * @throws DTypeException if the dtype is another
     */
    public final boolean[] toBooleans() {
        byte[] bytes = expect(DType.BOOL).toArray(ValueLayout.JAVA_BYTE);
        boolean[] values = new boolean[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            values[i] = bytes[i] != 0;
        }
        return values;
    }

    /** For {@link #item()}. */
    final double single() {
        if (type().size() != 1) {
            throw new ShapeException("item() wants a tensor of one element, not %s; sum, slice or read it as an array%s"
                    .formatted(type(), CallSite.describe()));
        }
        return switch (dtype()) {
            case FLOAT32 -> toFloats()[0];
            case FLOAT64 -> toDoubles()[0];
            case INT32 -> toInts()[0];
            case BOOL -> toBooleans()[0] ? 1 : 0;
        };
    }

    private MemorySegment expect(DType dtype) {
        if (dtype() != dtype) {
            throw new DTypeException(
                    "A tensor of type %s cannot be read as %s; cast it first".formatted(type(), dtype.label()));
        }
        return toMemory();
    }
}
