package dev.pullback.cpu.matmul;

import dev.pullback.cpu.threads.ThreadPool;
import java.lang.foreign.MemorySegment;

/**
 * A product {@code C = opA(A) · opB(B)} of a fixed form, alone or in a batch, ready to be run again and again; a run
 * allocates nothing once the pool's workers have their buffers.
 *
 * <p>Each element is {@code Σ_i a_i b_i} with fused multiply-adds over i in blocks, the blocks' sums added in order; the
 * bits depend on the form, not on the number of threads. Matrices are off-heap, in native byte order, aligned at least to
 * their elements.
 *
 * @param <T> {@code float[]} or {@code double[]}, the form in which an epilogue sees values
 */
public final class MatMul<T> {
    private final ThreadPool pool;
    private final Route<T> route;
    private final Operands<T> operands;

    private MatMul(ThreadPool pool, MatMulShape shape, Batch batch, ElementType<T> type) {
        this.pool = pool;
        this.operands = new Operands<>(type.kernels().elementBytes());
        Problem problem = Problem.of(shape, batch);
        this.route = problem.shape().m() == 1 || problem.shape().n() == 1
                ? new VectorRoute<>(problem, pool, type, operands)
                : new PanelRoute<>(problem, pool, type, operands);
    }

    /** Prepares a product of float32 matrices. */
    public static MatMul<float[]> float32(ThreadPool pool, MatMulShape shape, Batch batch) {
        return new MatMul<>(pool, shape, batch, ElementType.FLOAT32);
    }

    /** Prepares a product of float64 matrices. */
    public static MatMul<double[]> float64(ThreadPool pool, MatMulShape shape, Batch batch) {
        return new MatMul<>(pool, shape, batch, ElementType.FLOAT64);
    }

    /**
     * Whether a run keeps sums in C that are not final yet. An epilogue must not read from C's memory then what was there
     * before the run, unless the sums are given a place of their own.
     */
    public boolean keepsSumsInC() {
        return route.keepsSumsInC();
    }

    /**
     * Computes the product. Offsets are bytes, to the first element of the first item. C must not overlap A or B. Several
     * threads may run one object; they take turns.
     *
     * @param between where sums are kept that are not final yet, of C's size from its first byte on, or null for C itself
     * @param epilogue called with every finished element before it is stored, or null; must not run a product itself
     */
    public void run(
            MemorySegment a,
            long offsetA,
            MemorySegment b,
            long offsetB,
            MemorySegment c,
            long offsetC,
            MemorySegment between,
            Epilogue<T> epilogue) {
        pool.acquire(); // operands are fields so that a run allocates nothing
        try {
            operands.bind(a, offsetA, b, offsetB, c, offsetC);
            operands.keep(between);
            operands.epilogue = epilogue;
            runBound();
        } finally {
            pool.release();
        }
    }

    /**
     * Adds the product, times a number, to what C holds: {@code C = C + scale · opA(A) · opB(B)}, as BLAS does with β = 1. The
     * product of sum and scale is rounded before it is added.
     *
     * @param between where sums are kept that are not final yet; needed if {@link #keepsSumsInC}
     */
    public void update(
            MemorySegment a,
            long offsetA,
            MemorySegment b,
            long offsetB,
            MemorySegment c,
            long offsetC,
            MemorySegment between,
            double scale) {
        pool.acquire();
        try {
            operands.bind(a, offsetA, b, offsetB, c, offsetC);
            operands.keep(between);
            operands.updates = true;
            operands.scale = scale;
            runBound();
        } finally {
            pool.release();
        }
    }

    private void runBound() {
        try {
            pool.run(route.parts(), route);
        } finally {
            operands.unbind();
        }
    }
}
