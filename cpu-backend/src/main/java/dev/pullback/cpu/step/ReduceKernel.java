package dev.pullback.cpu.step;

import dev.pullback.api.plan.Step.ReduceSource;
import dev.pullback.api.plan.Step.ReduceStep;
import dev.pullback.api.type.DType;
import dev.pullback.cpu.threads.ThreadPool;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.Stream;

/**
 * A sum or a maximum: of segments first, if the axis is long, and then of what those came to. The prologue belongs to the
 * pass over the segments, the epilogue to the last pass.
 */
final class ReduceKernel implements PreparedStep {

    private final ReducePass segments;
    /** Null if there is one segment. */
    private final ReducePass rest;

    private ReduceKernel(ReducePass segments, ReducePass rest) {
        this.segments = segments;
        this.rest = rest;
    }

    /** @param scratch gives memory for what lies between the passes */
    static PreparedStep of(
            ReduceStep step,
            Places places,
            ThreadPool pool,
            RegisterFile[] files,
            LongFunction<MemorySegment> scratch) {
        DType dtype = step.source().dtype();
        Place result = places.of(step.result());
        var shape = ReduceShape.segmented(step.outer(), step.length(), step.inner());
        List<Fold> folds = folds(step, pool);
        FoldSource source = switch (step.source()) {
            case ReduceSource.Stored(var value) -> new FoldSource.Stored(places.of(value), shape.rowLength(), folds);
            case ReduceSource.Computed(var cluster) ->
                new FoldSource.Computed(new FoldProgram(cluster, places, files, folds));
        };
        double nanos =
                step.source() instanceof ReduceSource.Computed(var cluster) ? BlockCost.nanosPerElement(cluster) : 0;
        if (shape.segments() == 1) {
            FoldProgram epilogue = epilogue(step, places, files, folds);
            return new ReduceKernel(ReducePass.of(shape, source, nanos, result, epilogue, pool, folds), null);
        }
        var between = new Place();
        between.bind(scratch.apply(step.outer() * shape.segments() * step.inner() * dtype.bytes()));
        var rest = ReduceShape.whole(step.outer(), shape.segments(), step.inner());
        List<Fold> others = folds(step, pool);
        return new ReduceKernel(
                ReducePass.of(shape, source, nanos, between, null, pool, folds),
                ReducePass.of(
                        rest,
                        new FoldSource.Stored(between, rest.rowLength(), others),
                        0,
                        result,
                        epilogue(step, places, files, others),
                        pool,
                        others));
    }

    private static List<Fold> folds(ReduceStep step, ThreadPool pool) {
        return Stream.generate(() -> Fold.of(step.reduction(), step.source().dtype()))
                .limit(pool.size())
                .toList();
    }

    private static FoldProgram epilogue(ReduceStep step, Places places, RegisterFile[] files, List<Fold> folds) {
        return step.epilogue()
                .map(cluster -> new FoldProgram(cluster, places, files, folds))
                .orElse(null);
    }

    @Override
    public void run() {
        segments.run();
        if (rest != null) {
            rest.run();
        }
    }
}
