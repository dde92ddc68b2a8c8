package dev.pullback.cpu.step;

import dev.pullback.api.plan.Cluster;
import dev.pullback.api.plan.Step.MatMulSize;
import dev.pullback.api.plan.Step.MatMulStep;
import dev.pullback.cpu.matmul.Batch;
import dev.pullback.cpu.matmul.MatMul;
import dev.pullback.cpu.matmul.MatMulShape;
import dev.pullback.cpu.matmul.Split;
import dev.pullback.cpu.threads.ThreadPool;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * A product, with a cluster as its epilogue on blocks of finished sums.
 *
 * @param <T> the array type of the sums
 */
final class MatMulKernel<T> implements PreparedStep {

    private final MatMul<T> product;
    private final Place a;
    private final Place b;
    private final Place target;

    /** Where sums are kept between blocks of k, or null for the target. */
    private final MemorySegment between;

    private final ClusterEpilogue<T> epilogue;

    private MatMulKernel(
            MatMul<T> product, Place a, Place b, Place target, MemorySegment between, ClusterEpilogue<T> epilogue) {
        this.product = product;
        this.a = a;
        this.b = b;
        this.target = target;
        this.between = between;
        this.epilogue = epilogue;
    }

    /** @param scratch gives memory for sums that cannot be kept where the result goes */
    static PreparedStep of(
            MatMulStep step,
            Places places,
            ThreadPool pool,
            RegisterFile[] files,
            LongFunction<MemorySegment> scratch) {
        MatMulSize size = step.size();
        MatMulShape shape =
                MatMulShape.dense(size.transposeA(), size.transposeB(), size.rows(), size.columns(), size.inner());
        Batch batch = size.batch() == 1
                ? Batch.NONE
                : Batch.of(size.batch(), size.batchStrideA(), size.batchStrideB(), (long) size.rows() * size.columns());
        Split split = split(places);
        return switch (size.dtype()) {
            case FLOAT32 ->
                of(step, MatMul.float32(pool, shape, batch, split), FloatRegister::new, places, files, scratch);
            case FLOAT64 ->
                of(step, MatMul.float64(pool, shape, batch, split), DoubleRegister::new, places, files, scratch);
            case INT32, BOOL ->
                throw new IllegalStateException("no product of " + size.dtype().label());
        };
    }

    static Split split(Places places) {
        return places.updatesInputs() ? Split.COLUMNS : Split.ROWS;
    }

    /**
     * A product with long sums keeps them in its result between blocks. If the epilogue also reads the result's memory (a
     * parameter updated in place), that would spoil what it is to read: then the sums get memory of their own.
     */
    private static <T> PreparedStep of(
            MatMulStep step,
            MatMul<T> product,
            Supplier<Register<T>> accumulators,
            Places places,
            RegisterFile[] files,
            LongFunction<MemorySegment> scratch) {
        Place a = places.of(step.a());
        Place b = places.of(step.b());
        Place result = places.of(step.result());
        if (step.epilogue().isEmpty()) {
            return new MatMulKernel<>(product, a, b, result, null, null);
        }
        Cluster cluster = step.epilogue().get();
        boolean readsResult =
                cluster.operands().stream().anyMatch(operand -> places.overlap(operand.value(), step.result()));
        boolean spoils = product.keepsSumsInC() && readsResult;
        MemorySegment between = spoils ? scratch.apply(step.result().type().bytes()) : null;
        Optional<ScaledUpdate> update = ScaledUpdate.of(cluster, step.result(), places);
        if (update.isPresent()) {
            return new UpdateKernel<>(product, a, b, result, between, update.get());
        }
        var epilogue = new ClusterEpilogue<>(cluster, places, files, accumulators, readsResult);
        return new MatMulKernel<>(product, a, b, result, between, epilogue);
    }

    @Override
    public void run() {
        if (epilogue != null) {
            epilogue.begin();
        }
        product.run(a.segment(), 0, b.segment(), 0, target.segment(), 0, between, epilogue);
    }
}
