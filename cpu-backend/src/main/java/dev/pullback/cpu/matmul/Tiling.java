package dev.pullback.cpu.matmul;

/**
 * How a product is cut: k into blocks, items, rows and columns of C into parts for the workers, a part's rows into chunks whose
 * packed panels stay in the second cache. Only the cut along k has influence on the bits, and it depends on nothing but k.
 *
 * @param depth length of a block of k, the last one may be shorter
 * @param chunk rows packed at a time, a multiple of the kernel's
 * @param block columns packed at a time, a multiple of the strip
 * @param itemsPerPart items of the batch that one part computes whole, or 1 if items are cut further
 * @param rowParts parts side by side down an item's rows
 * @param columnParts parts across an item's columns
 * @param rowsPerPart rows of a part, a multiple of the kernel's
 * @param columnsPerPart columns of a part, a multiple of the strip
 */
record Tiling(
        int depth,
        int chunk,
        int block,
        int itemsPerPart,
        int rowParts,
        int columnParts,
        int rowsPerPart,
        int columnsPerPart) {
    /** Bytes of a row of A that meet a packed strip at a time. */
    private static final int MAX_DEPTH_BYTES = 4096;

    /** Packed panels of A that stay in the second cache, beside the strips that pass through it. */
    private static final int PANEL_BYTES = 256 * 1024;

    /** Packed strips of B, which the third cache holds. */
    private static final int STRIP_BYTES = 4 * 1024 * 1024;

    /** Multiply-adds that are worth another worker: one to two microseconds, of which a part goes to reaching the other core. */
    private static final long WORTH_A_WORKER = 200_000;

    /** What things cost per step of k, in cycles of a core with two multipliers: a register kernel, and packing. */
    private static final double KERNEL = 12;

    private static final double PACKED_ROW = 0.3;
    private static final double TRANSPOSED_COLUMN = 0.8;

    /** What the first rows that meet a strip pay for packing it. */
    private static final double PACKED_IN_PASSING = 6;

    /** Parts more than workers are worth this much of the time: who is held up leaves some to others. */
    private static final double SPARE = 1.015;

    static Tiling of(Problem problem, int strip, int rows, int elementBytes, int workers) {
        MatMulShape shape = problem.shape();
        int depth = depth(shape.k(), elementBytes);
        int groupsPerChunk = Math.max(1, PANEL_BYTES / (Kernels.PANEL * elementBytes * depth));
        int block = strip * Math.max(1, STRIP_BYTES / (strip * elementBytes * depth));

        int strips = Math.ceilDiv(shape.n(), strip);
        int groups = Math.ceilDiv(shape.m(), rows);
        int items = problem.batch().items();
        double work = (double) shape.m() * shape.n() * shape.k();
        int useful = Math.clamp((long) (work * items / WORTH_A_WORKER), 1, workers);
        if (useful == 1 || items >= 2 * useful) {
            int fair = useful == 1 ? items : Math.ceilDiv(items, 4 * useful);
            int chunk = rows * fair(groups, groupsPerChunk);
            return new Tiling(depth, chunk, block, Math.max(1, fair), 1, 1, groups * rows, strips * strip);
        }

        double packing = shape.transposeB() ? strip * TRANSPOSED_COLUMN : PACKED_IN_PASSING;
        double best = Double.MAX_VALUE;
        int bestRows = 1;
        int bestColumns = 1;
        int fewestColumns = problem.split() == Split.COLUMNS ? Math.min(strips, useful) : 1;
        for (int columnParts = fewestColumns; columnParts <= Math.min(strips, 4 * useful); columnParts++) {
            for (int rowParts = 1; rowParts <= Math.min(groups, 4 * useful); rowParts++) {
                int partStrips = Math.ceilDiv(strips, columnParts);
                int height = Math.ceilDiv(groups, rowParts);
                double part = partStrips * (KERNEL * height + packing) + height * rows * PACKED_ROW;
                int parts = columnParts * rowParts * items;
                double time = part * Math.ceilDiv(parts, useful);
                if (time < (parts > bestRows * bestColumns * items ? best * SPARE : best)) {
                    best = Math.min(best, time);
                    bestRows = rowParts;
                    bestColumns = columnParts;
                }
            }
        }
        int partGroups = Math.ceilDiv(groups, bestRows);
        return new Tiling(
                depth,
                rows * fair(partGroups, groupsPerChunk),
                block,
                1,
                bestRows,
                bestColumns,
                partGroups * rows,
                Math.ceilDiv(strips, bestColumns) * strip);
    }

    /** The size of equal pieces, none larger than the most. */
    private static int fair(int total, int most) {
        return Math.ceilDiv(total, Math.max(1, Math.ceilDiv(total, most)));
    }

    /** Length of a block of k, of which only the last is shorter. The bits of a product depend on it. */
    static int depth(int k, int elementBytes) {
        int blocks = Math.max(1, Math.ceilDiv(k, MAX_DEPTH_BYTES / elementBytes));
        return Math.max(1, Math.ceilDiv(k, blocks));
    }

    int parts(int items) {
        return Math.ceilDiv(items, itemsPerPart) * rowParts * columnParts;
    }
}
