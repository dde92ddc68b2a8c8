package dev.pullback.cpu.matmul;

import dev.pullback.cpu.threads.ThreadPool;
import dev.pullback.cpu.warm.VectorCode;
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
    private final Route<T> vector;
    private final Route<T> plain;
    private final VectorCode running;
    private final VectorCode updating;
    private final Operands<T> operands;
    private final double plainNanos;

    private MatMul(ThreadPool pool, Problem problem, ElementType<T> type, VectorCode running, VectorCode updating) {
        this.pool = pool;
        this.operands = new Operands<>(type.kernels().elementBytes());
        this.vector = vectorRoute(problem, pool, type, operands);
        this.plain = plainRoute(problem, pool, type, operands);
        this.running = running;
        this.plainNanos = plainNanos(problem);
        this.updating = updating;
    }

    private static <T> MatMul<T> of(ThreadPool pool, MatMulShape shape, Batch batch, Split split, ElementType<T> type) {
        Problem problem = Problem.of(shape, batch, split);
        return new MatMul<>(
                pool, problem, type, WarmProducts.of(type, problem, false), WarmProducts.of(type, problem, true));
    }

    /** One that is vector code at once. */
    static <T> MatMul<T> vectorCode(ThreadPool pool, Problem problem, ElementType<T> type) {
        return new MatMul<>(pool, problem, type, VectorCode.ALWAYS, VectorCode.ALWAYS);
    }

    /** One that stays in plain loops. */
    static <T> MatMul<T> plainLoops(ThreadPool pool, Problem problem, ElementType<T> type) {
        return new MatMul<>(pool, problem, type, VectorCode.NEVER, VectorCode.NEVER);
    }

    /** Two rows and four steps of k at a time: ten nanoseconds, and twenty multiply-adds in each nanosecond. */
    private static double plainNanos(Problem problem) {
        MatMulShape shape = problem.shape();
        double calls = (double) problem.batch().items() * shape.m() * shape.k() / 8;
        return calls * (10 + 0.4 * shape.n());
    }

    private static <T> Route<T> vectorRoute(
            Problem problem, ThreadPool pool, ElementType<T> type, Operands<T> operands) {
        return problem.hasVector()
                ? new VectorRoute<>(problem, pool, type, operands)
                : new PanelRoute<>(problem, pool, type, operands);
    }

    private static <T> Route<T> plainRoute(
            Problem problem, ThreadPool pool, ElementType<T> type, Operands<T> operands) {
        MatMulShape shape = problem.shape();
        boolean dots = shape.n() == 1 ? !shape.transposeA() : shape.m() == 1 && shape.transposeB();
        if (dots) {
            return new PlainDotsRoute<>(problem, pool, type, operands);
        }
        int depth = problem.hasVector() ? Math.max(1, shape.k()) : Tiling.depth(shape.k(), operands.elementBytes);
        return new PlainRoute<>(problem, depth, pool, type, operands);
    }

    /** Prepares a product of float32 matrices. */
    public static MatMul<float[]> float32(ThreadPool pool, MatMulShape shape, Batch batch, Split split) {
        return of(pool, shape, batch, split, ElementType.FLOAT32);
    }

    /** Prepares a product of float64 matrices. */
    public static MatMul<double[]> float64(ThreadPool pool, MatMulShape shape, Batch batch, Split split) {
        return of(pool, shape, batch, split, ElementType.FLOAT64);
    }

    /**
     * Whether a run keeps sums in C that are not final yet. An epilogue must not read from C's memory then what was there
     * before the run, unless the sums are given a place of their own.
     */
    public boolean keepsSumsInC() {
        return vector.keepsSumsInC();
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
            runBound(running);
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
            runBound(updating);
        } finally {
            pool.release();
        }
    }

    private void runBound(VectorCode code) {
        Route<T> route = code.isFast(plainNanos) ? vector : plain;
        try {
            pool.run(route.parts(), route);
        } finally {
            operands.unbind();
        }
    }
}
