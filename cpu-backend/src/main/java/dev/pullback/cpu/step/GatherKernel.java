package dev.pullback.cpu.step;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.pullback.api.plan.Step.GatherStep;
import dev.pullback.cpu.threads.ParallelTask;
import dev.pullback.cpu.threads.ThreadPool;
import java.lang.foreign.MemorySegment;

/** Copies the slices that indices name. An index out of range is clamped. */
final class GatherKernel implements PreparedStep, ParallelTask {

    private static final double NANOS_PER_SLICE = 4;
    private static final double NANOS_PER_BYTE = 0.05;

    private final GatherStep step;
    private final int width;
    private final Place result;
    private final Place source;
    private final Place indices;
    private final Partition partition;
    private final ThreadPool pool;

    GatherKernel(GatherStep step, Places places, ThreadPool pool) {
        this.step = step;
        this.width = step.result().type().dtype().bytes();
        this.result = places.of(step.result());
        this.source = places.of(step.source());
        this.indices = places.of(step.indices());
        this.pool = pool;
        double nanos = NANOS_PER_SLICE + NANOS_PER_BYTE * step.inner() * width;
        this.partition = Partition.of(step.inner() == 0 ? 0 : step.outer() * step.count(), nanos, pool.size());
    }

    @Override
    public void run() {
        pool.run(partition.parts(), this);
    }

    @Override
    public void run(int part, int worker) {
        MemorySegment from = source.segment();
        MemorySegment to = result.segment();
        MemorySegment positions = indices.segment();
        long sliceBytes = step.inner() * width;
        long end = partition.start(part + 1);
        for (long slice = partition.start(part); slice < end; slice++) {
            long outer = slice / step.count();
            int index = positions.getAtIndex(JAVA_INT, slice % step.count());
            long chosen = outer * step.length() + Math.clamp(index, 0, step.length() - 1);
            if (step.inner() == 1) {
                Elements.copy(width, from, chosen, 1, to, slice, 1, 1);
            } else {
                MemorySegment.copy(from, chosen * sliceBytes, to, slice * sliceBytes, sliceBytes);
            }
        }
    }
}
