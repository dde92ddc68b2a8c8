package dev.pullback.cpu.matmul;

import dev.pullback.cpu.threads.ThreadPool;
import java.lang.foreign.MemorySegment;

/**
 * The blocked product. Per part and block of k, chunk after chunk of rows: pack A's panels and take all of them past the strips of
 * one tile's columns after the other. The first rows that meet a strip leave it packed for the others, if B is not to be
 * transposed. A tile of C is finished, and goes through the epilogue, while it is in the first cache.
 */
final class PanelRoute<T> implements Route<T> {
    /** Columns of a tile, where there are that many; rows are taken together until an epilogue has a block to work on. */
    private static final int TILE_COLUMNS = 64;

    /** Steps of k that take long enough for lines of C to come meanwhile. */
    private static final int WORTH_A_CLAIM = 64;

    private final MatMulShape shape;
    private final Batch batch;
    private final int items;
    private final ThreadPool pool;
    private final ElementType<T> type;
    private final Kernels<T> kernels;
    private final Operands<T> operands;
    private final FinishedTiles<T> finished;
    private final boolean turned;
    private final boolean narrow;
    private final int rows;
    private final boolean hasFours;
    private final int strip;
    private final int tileColumns;
    private final Tiling tiling;
    private final long bytes;

    /** Whether lines of C are to be claimed, since several workers may have read what it held. */
    private final boolean claimed;

    PanelRoute(Problem problem, ThreadPool pool, ElementType<T> type, Operands<T> operands) {
        this.pool = pool;
        this.type = type;
        this.kernels = type.kernels();
        this.operands = operands;
        this.finished = new FinishedTiles<>(kernels, operands, problem.shape());
        this.turned = problem.isTurned(kernels.lanes());
        Problem seen = turned ? problem.turned() : problem;
        this.shape = seen.shape();
        this.batch = seen.batch();
        this.items = batch.items();
        this.narrow = shape.n() <= kernels.lanes();
        this.rows = narrow ? Kernels.NARROW_ROWS : Kernels.ROWS;
        this.strip = kernels.stripVectors() * kernels.lanes();
        this.hasFours = !narrow && kernels.stripVectors() == 4 && shape.n() % strip == 0;
        this.tileColumns = strip * Math.max(1, TILE_COLUMNS / strip);
        this.bytes = kernels.elementBytes();
        this.tiling = Tiling.of(seen, strip, rows, kernels.elementBytes(), pool.size());
        this.claimed = pool.size() > 1 && tiling.parts(items) > 1 && !turned && shape.k() >= WORTH_A_CLAIM;
    }

    @Override
    public int parts() {
        return shape.m() == 0 || shape.n() == 0 ? 0 : tiling.parts(items);
    }

    @Override
    public boolean keepsSumsInC() {
        return shape.k() > tiling.depth();
    }

    @Override
    public void run(int part, int worker) {
        Workspace<T> workspace = pool.local(type.workspace(), worker);
        int tiles = tiling.rowParts() * tiling.columnParts();
        int tile = part % tiles;
        int row = tile % tiling.rowParts() * tiling.rowsPerPart();
        int column = tile / tiling.rowParts() * tiling.columnsPerPart();
        int rowEnd = Math.min(shape.m(), row + tiling.rowsPerPart());
        int columnEnd = Math.min(shape.n(), column + tiling.columnsPerPart());
        int item = part / tiles * tiling.itemsPerPart();
        int itemEnd = Math.min(items, item + tiling.itemsPerPart());
        workspace.enter();
        try {
            for (; item < itemEnd; item++) {
                for (int from = column; from < columnEnd; from += tiling.block()) {
                    multiply(workspace, worker, item, row, rowEnd, from, Math.min(columnEnd, from + tiling.block()));
                }
            }
        } finally {
            workspace.leave();
        }
    }

    private void multiply(
            Workspace<T> workspace, int worker, int item, int row, int rowEnd, int column, int columnEnd) {
        long a = (turned ? operands.offsetB : operands.offsetA) + batch.offset(item, batch.strideA()) * bytes;
        long b = (turned ? operands.offsetA : operands.offsetB) + batch.offset(item, batch.strideB()) * bytes;
        long c = batch.offset(item, batch.strideC()) * bytes;
        // With a single chunk nobody needs a strip later: a tile's strips take the place of the last one's, in the
        // second cache.
        boolean oneChunk = rowEnd - row <= tiling.chunk();
        int most = oneChunk ? Math.min(tileColumns, columnEnd - column) : columnEnd - column;
        int k = 0;
        do {
            int length = Math.min(tiling.depth(), shape.k() - k);
            T packed = workspace.packed(most * length + (length + kernels.lanes()) * strip);
            for (int i = row; i < rowEnd; i += tiling.chunk()) {
                int chunkEnd = Math.min(rowEnd, i + tiling.chunk());
                if (!narrow) {
                    packPanels(workspace, a, i, chunkEnd, k, length);
                }
                for (int j = column; j < columnEnd; j += tileColumns) {
                    int width = Math.min(tileColumns, columnEnd - j);
                    int place = oneChunk ? 0 : (j - column) * length;
                    if (i == row) {
                        packStrips(workspace, packed, place, b, j, width, k, length);
                    }
                    multiplyTiles(workspace, worker, item, a, b, c, i, chunkEnd, i == row, place, j, width, k, length);
                }
            }
            k += length;
        } while (k < shape.k());
    }

    /** Packs the strips of a tile that are not packed in passing. */
    private void packStrips(
            Workspace<T> workspace, T packed, int place, long b, int column, int width, int k, int length) {
        long pitch = shape.ldb() * bytes;
        for (int s = 0; s < width; s += strip) {
            int columns = Math.min(strip, width - s);
            int to = place + s * length;
            int stored = vectors(columns) * kernels.lanes();
            if (shape.transposeB()) {
                long offset = b + (column + s) * pitch + k * bytes;
                kernels.packTransposedStrip(
                        right(), offset, pitch, length, columns, packed, to, stored, workspace.transposition);
            } else if (narrow || columns < strip) {
                long offset = b + k * pitch + (column + s) * bytes;
                kernels.packStrip(right(), offset, pitch, length, columns, packed, to, stored);
            }
        }
    }

    private void packPanels(Workspace<T> workspace, long a, int row, int rowEnd, int k, int length) {
        int count = rowEnd - row;
        int usual = usual(count);
        int groups = groups(count, usual);
        int panel = panelLength(length);
        T panels = workspace.panels(groups * panel);
        long pitch = shape.lda() * bytes;
        if (!shape.transposeA()) {
            for (int g = 0; g < groups; g++) {
                int i = start(g, usual);
                long first = a + (row + i) * pitch + k * bytes;
                int height = Math.min(count, start(g + 1, usual)) - i;
                kernels.packRows(left(), first, pitch, height, length, panels, g * panel);
            }
            return;
        }
        long first = a + k * pitch + row * bytes;
        kernels.packColumns(left(), first, pitch, Math.min(count, usual * rows), length, panels, 0, panel);
        for (int g = usual; g < groups; g++) {
            int i = start(g, usual);
            int width = Math.min(count - i, Kernels.FOUR_ROWS);
            kernels.packColumns(left(), first + i * bytes, pitch, width, length, panels, g * panel, panel);
        }
    }

    /** How many of a chunk's groups of rows have the usual size; those behind them have four, where that computes less beyond the end. */
    private int usual(int count) {
        int rest = count % rows;
        if (!hasFours || rest == 0 || rest > Kernels.FOUR_ROWS) {
            return Math.ceilDiv(count, rows);
        }
        return rest > 2 ? count / rows : Math.max(0, count / rows - 1); // 6 + 1 and 6 + 2 become 4 + 4
    }

    private int groups(int count, int usual) {
        return usual + Math.ceilDiv(Math.max(0, count - usual * rows), Kernels.FOUR_ROWS);
    }

    /** The first row of a group in its chunk. */
    private int start(int group, int usual) {
        return group <= usual ? group * rows : usual * rows + (group - usual) * Kernels.FOUR_ROWS;
    }

    /**
     * All rows of a chunk for the columns of one tile. Sums go straight into C if nothing else happens to them, else through the
     * workspace, some groups of rows together.
     */
    private void multiplyTiles(
            Workspace<T> workspace,
            int worker,
            int item,
            long a,
            long b,
            long c,
            int row,
            int rowEnd,
            boolean firstChunk,
            int place,
            int j,
            int columns,
            int k,
            int length) {
        int width = width(columns);
        int count = rowEnd - row;
        int usual = usual(count);
        int groups = groups(count, usual);
        boolean last = k + length == shape.k();
        boolean straight = !turned && k == 0 && columns == width && (!last || operands.storesSums());
        boolean claims = claimed && k == 0 && last && operands.overwritesC();
        int together = straight ? 1 : Math.max(1, Epilogue.MAX_ELEMENTS / (rows * width));
        for (int g = 0; g < groups; g += together) {
            int end = Math.min(groups, g + together);
            int i = start(g, usual);
            int height = Math.min(count, start(end, usual)) - i;
            boolean whole = straight && height == start(end, usual) - i;
            MemorySegment sums = whole ? last ? operands.c : operands.between : workspace.tile;
            long pitch = whole ? shape.ldc() * bytes : width * bytes;
            long to =
                    whole ? (last ? operands.offsetC : operands.offsetBetween) + c + (row + i) * pitch + j * bytes : 0;
            for (int h = g; h < end; h++) {
                int r = start(h, usual);
                long at = to + (r - i) * pitch;
                if (claims) {
                    claim(c, row + r, row + Math.min(count, start(h + 1, usual)), j, columns);
                }
                if (narrow) {
                    multiplyNarrow(workspace, a, row + r, rowEnd, k, length, sums, at, pitch);
                } else {
                    int groupRows = h < usual ? rows : Kernels.FOUR_ROWS;
                    boolean unpacked = firstChunk && (h == 0 || usual == 0) && !shape.transposeB();
                    multiply(
                            workspace,
                            groupRows,
                            h * panelLength(length),
                            unpacked,
                            b,
                            place,
                            j,
                            columns,
                            k,
                            length,
                            sums,
                            at,
                            pitch);
                }
            }
            if (!whole) {
                finish(workspace, width, item, c, row + i, height, j, columns, k == 0, last, worker);
            }
        }
    }

    private void claim(long c, int row, int rowEnd, int column, int columns) {
        long pitch = shape.ldc() * bytes;
        long at = operands.offsetC + c + row * pitch + column * bytes;
        CacheLines.claim(operands.c, at, pitch, rowEnd - row, columns * bytes);
    }

    private void finish(
            Workspace<T> workspace,
            int width,
            int item,
            long c,
            int row,
            int rows,
            int column,
            int columns,
            boolean first,
            boolean last,
            int worker) {
        if (turned) {
            kernels.packTransposedStrip(
                    workspace.tile, 0, width * bytes, columns, rows, workspace.block, 0, rows, workspace.transposition);
            finished.take(workspace.block, item, c, column, columns, row, rows, first, last, worker);
            return;
        }
        long pitch = shape.ldc() * bytes;
        long offset = c + row * pitch + column * bytes;
        if (first && last && operands.updates) {
            long at = operands.offsetC + offset;
            kernels.update(workspace.tile, width, rows, columns, operands.scale, operands.c, at, pitch);
            return;
        }
        if (!first && (!last || operands.sumsUpInC())) {
            long at = operands.offsetBetween + offset;
            kernels.update(workspace.tile, width, rows, columns, 1, operands.between, at, pitch);
            return;
        }
        kernels.read(workspace.tile, width, rows, columns, workspace.block);
        finished.take(workspace.block, item, c, row, rows, column, columns, first, last, worker);
    }

    /** One panel past the strips of one tile, of which the full ones may still lie where they are stored. */
    private void multiply(
            Workspace<T> workspace,
            int groupRows,
            int panel,
            boolean unpacked,
            long b,
            int place,
            int j,
            int columns,
            int k,
            int length,
            MemorySegment sums,
            long to,
            long pitch) {
        T panels = workspace.panels(0);
        T packed = workspace.packed(0);
        for (int s = 0; s < columns; s += strip) {
            int from = place + s * length;
            long at = to + s * bytes;
            if (unpacked && columns - s >= strip) {
                long pitchB = shape.ldb() * bytes;
                long offset = b + k * pitchB + (j + s) * bytes;
                kernels.multiplyDirect(
                        groupRows, length, panels, panel, right(), offset, pitchB, packed, from, sums, at, pitch);
            } else {
                int vectors = vectors(Math.min(strip, columns - s));
                kernels.multiply(groupRows, vectors, length, panels, panel, packed, from, sums, at, pitch);
            }
        }
    }

    /** Eight rows of A, where they lie, past the one strip. */
    private void multiplyNarrow(
            Workspace<T> workspace,
            long a,
            int row,
            int rowEnd,
            int k,
            int length,
            MemorySegment sums,
            long to,
            long pitchC) {
        long pitch = shape.lda() * bytes;
        int last = Math.min(rows, rowEnd - row) - 1;
        T packed = workspace.packed(0);
        if (shape.transposeA()) {
            long first = a + k * pitch + row * bytes;
            kernels.multiplyNarrowColumns(length, left(), first, pitch, last, packed, 0, sums, to, pitchC);
        } else {
            long first = a + row * pitch + k * bytes;
            kernels.multiplyNarrowRows(length, left(), first, pitch, last, packed, 0, sums, to, pitchC);
        }
    }

    /** The left operand of what is computed. */
    private MemorySegment left() {
        return turned ? operands.b : operands.a;
    }

    private MemorySegment right() {
        return turned ? operands.a : operands.b;
    }

    /** Beginnings of panels are kept from falling into the same lines of the cache. */
    private int panelLength(int length) {
        return Kernels.PANEL * length + kernels.lanes();
    }

    private int width(int columns) {
        return Math.ceilDiv(columns, kernels.lanes()) * kernels.lanes();
    }

    private int vectors(int columns) {
        return Math.ceilDiv(columns, kernels.lanes());
    }
}
