package dev.pullback.cpu.matmul;

import dev.pullback.cpu.threads.ThreadPool;
import dev.pullback.cpu.warm.Trial;
import dev.pullback.cpu.warm.VectorCode;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which kinds of products have vector code that is warm. Each is warmed up by a small product of its kind: the same way through
 * the code, and as many rows and columns left over at the edges.
 */
final class WarmProducts {
    /** Four panels, which columns of A are packed into at a time, a tile's columns, and some vectors of k. */
    private static final int ROWS = 4 * Kernels.ROWS;

    private static final int COLUMNS = 64;
    private static final int INNER = 16;

    private static final Map<Kind, VectorCode> KINDS = new ConcurrentHashMap<>();

    private record Kind(ElementType<?> type, MatMulShape shape, boolean updates) {}

    private WarmProducts() {}

    static <T> VectorCode of(ElementType<T> type, Problem problem, boolean updates) {
        MatMulShape shape = problem.shape();
        boolean turned = problem.isTurned(type.kernels().lanes());
        MatMulShape small = MatMulShape.dense(
                shape.transposeA(),
                shape.transposeB(),
                small(shape.m(), turned ? COLUMNS : ROWS),
                small(shape.n(), turned ? ROWS : COLUMNS),
                small(shape.k(), INNER));
        Problem trial = problem.withShape(small);
        return KINDS.computeIfAbsent(
                new Kind(type, small, updates),
                kind -> new VectorCode(name(type, small, updates), () -> trial(type, trial, updates)));
    }

    /** The same remainder, with the unit once before it. */
    private static int small(int extent, int unit) {
        return extent <= unit ? extent : unit + extent % unit;
    }

    private static String name(ElementType<?> type, MatMulShape shape, boolean updates) {
        return "%s %s%s %dx%dx%d%s"
                .formatted(
                        type.label(),
                        shape.transposeA() ? "T" : "N",
                        shape.transposeB() ? "T" : "N",
                        shape.m(),
                        shape.k(),
                        shape.n(),
                        updates ? " update" : "");
    }

    private static <T> Trial trial(ElementType<T> type, Problem problem, boolean updates) {
        MatMulShape shape = problem.shape();
        int bytes = type.kernels().elementBytes();
        MemorySegment a = memory((long) shape.m() * shape.k() * bytes);
        MemorySegment b = memory((long) shape.k() * shape.n() * bytes);
        MemorySegment c = memory((long) shape.m() * shape.n() * bytes);
        return new Trial(
                run(MatMul.vectorCode(new ThreadPool(1), problem, type), a, b, c, updates),
                run(MatMul.plainLoops(new ThreadPool(1), problem, type), a, b, c, updates));
    }

    private static Runnable run(MatMul<?> product, MemorySegment a, MemorySegment b, MemorySegment c, boolean updates) {
        return updates
                ? () -> product.update(a, 0, b, 0, c, 0, null, 1)
                : () -> product.run(a, 0, b, 0, c, 0, null, null);
    }

    private static MemorySegment memory(long bytes) {
        return Arena.ofAuto().allocate(Math.max(1, bytes), Double.BYTES);
    }
}
