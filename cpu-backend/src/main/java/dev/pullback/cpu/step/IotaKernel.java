package dev.pullback.cpu.step;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.pullback.api.plan.Step.IotaStep;
import dev.pullback.api.type.DType;
import dev.pullback.cpu.threads.ParallelTask;
import dev.pullback.cpu.threads.ThreadPool;
import java.lang.foreign.MemorySegment;

/** Writes every element's own index along one axis. */
final class IotaKernel implements PreparedStep, ParallelTask {

    private static final double NANOS_PER_ELEMENT = 2;

    private final int length;
    private final long inner;
    private final DType dtype;
    private final Place result;
    private final Partition partition;
    private final ThreadPool pool;

    IotaKernel(IotaStep step, Place result, ThreadPool pool) {
        this.length = step.length();
        this.inner = step.inner();
        this.dtype = step.result().type().dtype();
        this.result = result;
        this.pool = pool;
        this.partition = Partition.of(step.result().type().size(), NANOS_PER_ELEMENT, pool.size());
    }

    @Override
    public void run() {
        pool.run(partition.parts(), this);
    }

    @Override
    public void run(int part, int worker) {
        MemorySegment target = result.segment();
        long end = partition.start(part + 1);
        for (long i = partition.start(part); i < end; i++) {
            int index = (int) (i / inner % length);
            switch (dtype) {
                case FLOAT32 -> target.setAtIndex(JAVA_FLOAT, i, index);
                case FLOAT64 -> target.setAtIndex(JAVA_DOUBLE, i, index);
                case INT32, BOOL -> target.setAtIndex(JAVA_INT, i, index);
            }
        }
    }
}
