package dev.pullback.cpu.step;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.pullback.api.plan.Step.ReduceSource;
import dev.pullback.api.plan.Step.ReduceStep;
import dev.pullback.api.plan.Value;
import dev.pullback.api.type.DType;
import dev.pullback.cpu.threads.ParallelTask;
import dev.pullback.cpu.threads.ThreadPool;

/** The index of the largest element along the middle axis of {@code [outer, length, inner]}: the first of equals, NaN wins. */
final class ArgMaxKernel implements PreparedStep, ParallelTask {

    private static final double NANOS_PER_ELEMENT = 1;

    private final ReduceShape shape;
    private final DType dtype;
    private final Place source;
    private final Place result;
    private final RegisterFile[] files;
    private final double[][] largest;
    private final int[][] indices;
    private final Partition partition;
    private final ThreadPool pool;

    ArgMaxKernel(ReduceStep step, Places places, ThreadPool pool, RegisterFile[] files) {
        this.shape = ReduceShape.whole(step.outer(), step.length(), step.inner());
        Value stored = ((ReduceSource.Stored) step.source()).value();
        this.dtype = stored.type().dtype();
        this.source = places.of(stored);
        this.result = places.of(step.result());
        this.files = files;
        this.largest = new double[files.length][shape.columns()];
        this.indices = new int[files.length][shape.columns()];
        this.pool = pool;
        double nanos = NANOS_PER_ELEMENT * shape.length() * shape.columns();
        this.partition = Partition.of(shape.outer() * shape.pieces(), nanos, pool.size());
    }

    @Override
    public void run() {
        pool.run(partition.parts(), this);
    }

    @Override
    public void run(int part, int worker) {
        long end = partition.start(part + 1);
        for (long piece = partition.start(part); piece < end; piece++) {
            long outer = piece / shape.pieces();
            long column = piece % shape.pieces() * shape.columns();
            int columns = (int) Math.min(shape.columns(), shape.inner() - column);
            if (shape.inner() == 1) {
                findInRow(outer, worker);
            } else {
                findInColumns(outer, column, columns, worker);
            }
            for (int j = 0; j < columns; j++) {
                result.segment().setAtIndex(JAVA_INT, outer * shape.inner() + column + j, indices[worker][j]);
            }
        }
    }

    private void findInRow(long outer, int worker) {
        Register<?> block = files[worker].register(dtype, 0);
        for (int at = 0; at < shape.length(); at += Register.LENGTH) {
            int count = Math.min(Register.LENGTH, shape.length() - at);
            block.load(source.segment(), outer * shape.length() + at, 0, count);
            int found = block.argmax(count);
            offer(0, block.get(found), at + found, at == 0, worker);
        }
    }

    private void findInColumns(long outer, long column, int columns, int worker) {
        Register<?> block = files[worker].register(dtype, 0);
        for (int row = 0; row < shape.length(); row++) {
            block.load(source.segment(), (outer * shape.length() + row) * shape.inner() + column, 0, columns);
            for (int j = 0; j < columns; j++) {
                offer(j, block.get(j), row, row == 0, worker);
            }
        }
    }

    private void offer(int column, double value, int index, boolean first, int worker) {
        double most = largest[worker][column];
        if (first || value > most || (Double.isNaN(value) && !Double.isNaN(most))) {
            largest[worker][column] = value;
            indices[worker][column] = index;
        }
    }
}
