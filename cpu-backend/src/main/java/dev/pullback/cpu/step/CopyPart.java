package dev.pullback.cpu.step;

import dev.pullback.api.plan.Step.Part;
import dev.pullback.cpu.threads.ParallelTask;
import dev.pullback.cpu.threads.ThreadPool;
import java.util.ArrayList;
import java.util.List;

/**
 * One strided copy. Its two innermost axes are planes of rows and columns, moved in tiles; the axes around them count the
 * planes. Where the source runs along another axis than the target, that axis becomes the rows, and tiles are transposed.
 */
final class CopyPart implements PreparedStep, ParallelTask {

    private static final int TILE_ROWS = 64;
    private static final int TILE_COLUMNS = 16 * 1024;

    /** Estimates: an element of a strided copy, and a tile's own cost. */
    private static final double NANOS_PER_ELEMENT = 0.5;

    private static final double NANOS_PER_TILE = 20;

    private record Axis(int length, long sourceStride, long targetStride) {}

    private final int width;
    private final Place source;
    private final Place target;
    private final long sourceOffset;
    private final long targetOffset;
    private final List<Axis> outer;
    private final Axis rows;
    private final Axis columns;
    private final boolean transposes;
    private final int rowTiles;
    private final int columnTiles;
    private final Partition partition;
    private final ThreadPool pool;

    CopyPart(Part part, Place source, Place target, ThreadPool pool) {
        this.width = part.source().type().dtype().bytes();
        this.source = source;
        this.target = target;
        this.sourceOffset = part.sourceOffset();
        this.targetOffset = part.targetOffset();
        this.pool = pool;
        List<Axis> axes = new ArrayList<>();
        for (int i = 0; i < part.lengths().count(); i++) {
            axes.add(new Axis(
                    part.lengths().get(i),
                    part.sourceStrides().get(i),
                    part.targetStrides().get(i)));
        }
        this.columns = axes.removeLast();
        Axis along =
                axes.stream().filter(axis -> axis.sourceStride == 1).findFirst().orElse(null);
        this.transposes = along != null && columns.sourceStride != 1 && columns.targetStride == 1;
        if (transposes) {
            axes.remove(along);
            this.rows = along;
        } else {
            this.rows = axes.isEmpty() ? new Axis(1, 0, 0) : axes.removeLast();
        }
        this.outer = List.copyOf(axes);
        this.rowTiles = Math.ceilDiv(rows.length, TILE_ROWS);
        this.columnTiles = Math.ceilDiv(columns.length, TILE_COLUMNS);
        long planes = 1;
        for (Axis axis : outer) {
            planes *= axis.length;
        }
        double tile = (double) Math.min(rows.length, TILE_ROWS) * Math.min(columns.length, TILE_COLUMNS);
        this.partition =
                Partition.of(planes * rowTiles * columnTiles, NANOS_PER_TILE + NANOS_PER_ELEMENT * tile, pool.size());
    }

    @Override
    public void run() {
        pool.run(partition.parts(), this);
    }

    @Override
    public void run(int part, int worker) {
        long end = partition.start(part + 1);
        for (long tile = partition.start(part); tile < end; tile++) {
            long plane = tile / (rowTiles * (long) columnTiles);
            int inPlane = (int) (tile % (rowTiles * (long) columnTiles));
            move(plane, inPlane / columnTiles * TILE_ROWS, inPlane % columnTiles * TILE_COLUMNS);
        }
    }

    private void move(long plane, int row, int column) {
        long from = sourceOffset + row * rows.sourceStride + column * columns.sourceStride;
        long at = targetOffset + row * rows.targetStride + column * columns.targetStride;
        long rest = plane;
        for (int i = outer.size() - 1; i >= 0; i--) {
            Axis axis = outer.get(i);
            long index = rest % axis.length;
            rest /= axis.length;
            from += index * axis.sourceStride;
            at += index * axis.targetStride;
        }
        int rowCount = Math.min(TILE_ROWS, rows.length - row);
        int columnCount = Math.min(TILE_COLUMNS, columns.length - column);
        if (transposes) {
            Elements.transpose(
                    width,
                    source.segment(),
                    from,
                    columns.sourceStride,
                    target.segment(),
                    at,
                    rows.targetStride,
                    rowCount,
                    columnCount);
            return;
        }
        for (int i = 0; i < rowCount; i++) {
            Elements.copy(
                    width,
                    source.segment(),
                    from + i * rows.sourceStride,
                    columns.sourceStride,
                    target.segment(),
                    at + i * rows.targetStride,
                    columns.targetStride,
                    columnCount);
        }
    }
}
