package dev.pullback.cpu.step;

import dev.pullback.api.plan.Step.Part;
import dev.pullback.cpu.threads.ParallelTask;
import dev.pullback.cpu.threads.ThreadPool;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One strided copy. Its two innermost axes are planes of rows and columns, moved in tiles; the axes around them count the
 * planes. Where the source runs along another axis than the target, that axis becomes the rows, and tiles are transposed.
 */
final class CopyPart implements PreparedStep, ParallelTask {

    private static final int TILE_ROWS = 64;
    private static final int TILE_COLUMNS = 16 * 1024;

    /** Both sides of this fit into the second cache, and their pages into its tables. */
    private static final int TRANSPOSED_TILE = 256;

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
    private final int tileRows;
    private final int tileColumns;
    private final int rowTiles;
    private final int columnTiles;
    private final Partition partition;
    private final ThreadPool pool;

    /** One per worker; empty if nothing is transposed. */
    private final List<TransposeTile> tiles;

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
        this.tiles = transposes
                ? Stream.generate(() -> TransposeTile.of(width))
                        .limit(pool.size())
                        .toList()
                : List.of();
        this.outer = List.copyOf(axes);
        this.tileRows = transposes ? TRANSPOSED_TILE : TILE_ROWS;
        this.tileColumns = transposes ? TRANSPOSED_TILE : TILE_COLUMNS;
        this.rowTiles = Math.ceilDiv(rows.length, tileRows);
        this.columnTiles = Math.ceilDiv(columns.length, tileColumns);
        long planes = 1;
        for (Axis axis : outer) {
            planes *= axis.length;
        }
        double tile = (double) Math.min(rows.length, tileRows) * Math.min(columns.length, tileColumns);
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
            move(plane, inPlane / columnTiles * tileRows, inPlane % columnTiles * tileColumns, worker);
        }
    }

    private void move(long plane, int row, int column, int worker) {
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
        int rowCount = Math.min(tileRows, rows.length - row);
        int columnCount = Math.min(tileColumns, columns.length - column);
        if (transposes) {
            transpose(tiles.get(worker), from, at, rowCount, columnCount);
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

    private void transpose(TransposeTile tile, long from, long at, int rowCount, int columnCount) {
        for (int i = 0; i < rowCount; i += TransposeTile.SIDE) {
            for (int j = 0; j < columnCount; j += TransposeTile.SIDE) {
                tile.run(
                        source.segment(),
                        from + i + j * columns.sourceStride,
                        columns.sourceStride,
                        target.segment(),
                        at + i * rows.targetStride + j,
                        rows.targetStride,
                        Math.min(TransposeTile.SIDE, rowCount - i),
                        Math.min(TransposeTile.SIDE, columnCount - j));
            }
        }
    }
}
