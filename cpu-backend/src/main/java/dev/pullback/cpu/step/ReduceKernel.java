package dev.pullback.cpu.step;

import dev.pullback.api.plan.Step.ReduceStep;
import dev.pullback.api.type.DType;
import dev.pullback.cpu.threads.ThreadPool;
import java.lang.foreign.MemorySegment;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/** A sum or a maximum: of segments first, if the axis is long, and then of what those came to. */
final class ReduceKernel implements PreparedStep {

    private final ReducePass segments;
    private final ReducePass rest;

    private ReduceKernel(ReducePass segments, ReducePass rest) {
        this.segments = segments;
        this.rest = rest;
    }

    /** @param scratch gives memory for what lies between the passes */
    static PreparedStep of(ReduceStep step, Places places, ThreadPool pool, LongFunction<MemorySegment> scratch) {
        DType dtype = step.result().type().dtype();
        Place source = places.of(step.source());
        Place result = places.of(step.result());
        Supplier<Fold> folds = () -> Fold.of(step.reduction(), dtype);
        var shape = ReduceShape.segmented(step.outer(), step.length(), step.inner());
        if (shape.segments() == 1) {
            return ReducePass.of(shape, source, result, pool, folds);
        }
        var between = new Place();
        between.bind(scratch.apply(step.outer() * shape.segments() * step.inner() * dtype.bytes()));
        var rest = ReduceShape.whole(step.outer(), shape.segments(), step.inner());
        return new ReduceKernel(
                ReducePass.of(shape, source, between, pool, folds), ReducePass.of(rest, between, result, pool, folds));
    }

    @Override
    public void run() {
        segments.run();
        rest.run();
    }
}
