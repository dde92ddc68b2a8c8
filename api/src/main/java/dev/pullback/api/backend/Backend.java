package dev.pullback.api.backend;

import dev.pullback.api.error.CallSite;
import dev.pullback.api.error.ShapeException;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.Shape;
import dev.pullback.api.type.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Computes graphs on one device. The abstract methods are all that a backend owes; tensors, scopes and running ops at once
 * are made of them here. A backend may be used from several threads.
 */
public abstract class Backend implements AutoCloseable {

    @SuppressWarnings("this-escape") // it only remembers whose it is
    private final Eager eager = new Eager(this);

    // ── what a backend owes ──────────────────────────────────────────────────────────────────────

    /** The id of its provider. */
    public abstract String id();

    public abstract Device device();

    public abstract Capabilities capabilities();

    /**
     * Makes a program of a graph.
     *
     * @throws dev.pullback.api.error.UnsupportedOpException if an op has neither a kernel here nor a lowering
     * @throws dev.pullback.api.error.KernelCompilationException if the device's compiler rejects a kernel
     * @throws dev.pullback.api.error.OutOfDeviceMemoryException if there is no room for what lies between the steps
     */
    public abstract Executable compile(Graph graph);

    /**
     * Memory for a tensor; its values are undefined until it is written.
     *
     * @throws dev.pullback.api.error.OutOfDeviceMemoryException if there is no room
     */
    public abstract Buffer allocate(TensorType type);

    /**
     * Waits until everything asked of the device is done.
     *
     * @throws dev.pullback.api.error.DeviceException if it failed
     */
    public abstract void synchronize();

    /** What is in use now, by buffers that are not closed and by programs: what stays when all are closed has leaked. */
    public abstract MemoryUse memory();

    /** What ran, if the backend was opened with {@link BackendOptions#profile()}; waits for it. */
    public abstract Profile profile();

    /** Starts counting anew. */
    public abstract void resetProfile();

    /** Closes the device; twice is harmless. Subclasses call {@link #closeEager()} first. */
    @Override
    public abstract void close();

    // ── what every backend has ───────────────────────────────────────────────────────────────────

    /**
     * A tensor of float32 values, row-major.
     *
     * @throws ShapeException if the shape has another number of elements
     */
    public final StoredTensor tensor(float[] values, int... shape) {
        return tensor(TensorType.of(DType.FLOAT32, shape), MemorySegment.ofArray(values));
    }

    /**
     * A tensor of float64 values, row-major.
     *
     * @throws ShapeException if the shape has another number of elements
     */
    public final StoredTensor tensor(double[] values, int... shape) {
        return tensor(TensorType.of(DType.FLOAT64, shape), MemorySegment.ofArray(values));
    }

    /**
     * A tensor of int32 values, row-major.
     *
     * @throws ShapeException if the shape has another number of elements
     */
    public final StoredTensor tensor(int[] values, int... shape) {
        return tensor(TensorType.of(DType.INT32, shape), MemorySegment.ofArray(values));
    }

    /**
     * A tensor of bool values, row-major.
     *
     * @throws ShapeException if the shape has another number of elements
     */
    public final StoredTensor tensor(boolean[] values, int... shape) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (values[i] ? 1 : 0);
        }
        return tensor(TensorType.of(DType.BOOL, shape), MemorySegment.ofArray(bytes));
    }

    /** A float64 vector, {@code [n]}. */
    public final StoredTensor vector(double... values) {
        return tensor(values, values.length);
    }

    /**
     * A float64 matrix of rows, {@code [n, m]}.
     *
     * @throws ShapeException if the rows differ in length
     */
    public final StoredTensor matrix(double[]... rows) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        for (double[] row : rows) {
            if (row.length != columns) {
                throw new ShapeException("A matrix needs rows of one length, not of %d and %d%s"
                        .formatted(columns, row.length, CallSite.describe()));
            }
        }
        double[] values = Stream.of(rows).flatMapToDouble(DoubleStream::of).toArray();
        return tensor(values, rows.length, columns);
    }

    /** A float64 scalar. */
    public final StoredTensor scalar(double value) {
        return tensor(new double[] {value});
    }

    /** A float32 scalar. */
    public final StoredTensor scalar(float value) {
        return tensor(new TensorType(DType.FLOAT32, Shape.SCALAR), MemorySegment.ofArray(new float[] {value}));
    }

    /** A tensor from memory: row-major, little-endian, {@code type.bytes()} long. */
    public final StoredTensor tensor(TensorType type, MemorySegment values) {
        if (values.byteSize() != type.bytes()) {
            throw new ShapeException("A tensor of type %s has %,d elements (%,d bytes), not %,d bytes"
                    .formatted(type, type.size(), type.bytes(), values.byteSize()));
        }
        Buffer buffer = allocate(type);
        try {
            buffer.write(values);
        } catch (RuntimeException failure) {
            buffer.close();
            throw failure;
        }
        return adopt(buffer);
    }

    /** A tensor that owns the buffer from now on. */
    public final StoredTensor adopt(Buffer buffer) {
        return eager.adopt(buffer);
    }

    /** Tensors made by this thread until the scope is closed are closed with it, unless {@link Scope#keep kept}. */
    public final Scope scope() {
        return eager.openScope();
    }

    /** Closes the programs that ran single ops; for the {@code close()} of subclasses. */
    protected final void closeEager() {
        eager.close();
    }

    final Eager eager() {
        return eager;
    }

    @Override
    public String toString() {
        return id() + " on " + device().name();
    }
}
