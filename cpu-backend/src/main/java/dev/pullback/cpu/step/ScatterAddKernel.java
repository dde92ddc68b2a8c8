package dev.pullback.cpu.step;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.pullback.api.plan.Step.ScatterAddStep;
import dev.pullback.api.type.DType;
import dev.pullback.cpu.threads.ParallelTask;
import dev.pullback.cpu.threads.ThreadPool;
import java.lang.foreign.MemorySegment;

/**
 * Adds slices of updates into zeros at the indices. A part takes some columns of the slices (of the inner axes) and goes
 * through all indices in order, so contributions to one element are added in the same order on any number of threads.
 */
final class ScatterAddKernel implements PreparedStep, ParallelTask {

    private static final int COLUMNS = 256;
    private static final double NANOS_PER_ELEMENT = 0.5;
    private static final double NANOS_PER_INDEX = 4;

    private final ScatterAddStep step;
    private final DType dtype;
    private final Place result;
    private final Place updates;
    private final Place indices;
    private final long pieces;
    private final Partition partition;
    private final ThreadPool pool;

    ScatterAddKernel(ScatterAddStep step, Places places, ThreadPool pool) {
        this.step = step;
        this.dtype = step.result().type().dtype();
        this.result = places.of(step.result());
        this.updates = places.of(step.updates());
        this.indices = places.of(step.indices());
        this.pool = pool;
        this.pieces = Math.ceilDiv(step.inner(), COLUMNS);
        double nanos = step.count() * (NANOS_PER_INDEX + NANOS_PER_ELEMENT * Math.min(COLUMNS, step.inner()))
                + step.length() * NANOS_PER_INDEX;
        this.partition = Partition.of(step.outer() * pieces, nanos, pool.size());
    }

    @Override
    public void run() {
        pool.run(partition.parts(), this);
    }

    @Override
    public void run(int part, int worker) {
        long end = partition.start(part + 1);
        for (long piece = partition.start(part); piece < end; piece++) {
            long column = piece % pieces * COLUMNS;
            add(piece / pieces, column, (int) Math.min(COLUMNS, step.inner() - column));
        }
    }

    private void add(long outer, long column, int columns) {
        MemorySegment to = result.segment();
        MemorySegment from = updates.segment();
        MemorySegment positions = indices.segment();
        long first = outer * step.length();
        for (int row = 0; row < step.length(); row++) {
            clear(to, (first + row) * step.inner() + column, columns);
        }
        for (int c = 0; c < step.count(); c++) {
            int index = Math.clamp(positions.getAtIndex(JAVA_INT, c), 0, step.length() - 1);
            long target = (first + index) * step.inner() + column;
            long source = (outer * step.count() + c) * step.inner() + column;
            add(from, source, to, target, columns);
        }
    }

    private void clear(MemorySegment target, long at, int columns) {
        switch (dtype) {
            case FLOAT64 -> {
                for (int i = 0; i < columns; i++) {
                    target.setAtIndex(JAVA_DOUBLE, at + i, 0);
                }
            }
            case FLOAT32, INT32, BOOL -> {
                for (int i = 0; i < columns; i++) {
                    target.setAtIndex(JAVA_INT, at + i, 0);
                }
            }
        }
    }

    private void add(MemorySegment from, long source, MemorySegment to, long target, int columns) {
        switch (dtype) {
            case FLOAT32 -> {
                for (int i = 0; i < columns; i++) {
                    float sum = to.getAtIndex(JAVA_FLOAT, target + i) + from.getAtIndex(JAVA_FLOAT, source + i);
                    to.setAtIndex(JAVA_FLOAT, target + i, sum);
                }
            }
            case FLOAT64 -> {
                for (int i = 0; i < columns; i++) {
                    double sum = to.getAtIndex(JAVA_DOUBLE, target + i) + from.getAtIndex(JAVA_DOUBLE, source + i);
                    to.setAtIndex(JAVA_DOUBLE, target + i, sum);
                }
            }
            case INT32, BOOL -> {
                for (int i = 0; i < columns; i++) {
                    int sum = to.getAtIndex(JAVA_INT, target + i) + from.getAtIndex(JAVA_INT, source + i);
                    to.setAtIndex(JAVA_INT, target + i, sum);
                }
            }
        }
    }
}
