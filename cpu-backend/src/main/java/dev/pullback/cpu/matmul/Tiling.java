package dev.pullback.cpu.matmul;

/**
 * How a product is cut: k into blocks whose packed strips fit the second cache, items, rows and columns of C into parts for
 * the workers. Only the cut along k has influence on the bits, and it depends on nothing but k.
 *
 * @param depth length of a block of k, the last one may be shorter
 * @param block columns packed at a time, a multiple of the strip
 * @param itemsPerPart items of the batch that one part computes whole, or 1 if items are cut further
 * @param rowParts parts side by side down an item's rows
 * @param columnParts parts across an item's columns
 * @param rowsPerPart rows of a part, a multiple of the kernel's
 * @param columnsPerPart columns of a part, a multiple of the strip
 */
record Tiling(
        int depth, int block, int itemsPerPart, int rowParts, int columnParts, int rowsPerPart, int columnsPerPart) {
    /** Bytes of a row of A that meet a packed strip at a time. */
    static final int MAX_DEPTH_BYTES = 2048;

    /** Packed strips that stay in the second cache, beside the rows that pass through it. */
    private static final int PACKED_BYTES = 512 * 1024;

    /** Multiply-adds that are worth another worker: about a microsecond. */
    private static final long WORTH_A_WORKER = 100_000;

    /** What packing one vector costs, in vector multiply-adds. */
    private static final int PACKING = 3;

    private static final int TRANSPOSED_PACKING = 10;

    static Tiling of(Problem problem, int strip, int elementBytes, int workers) {
        MatMulShape shape = problem.shape();
        int maxDepth = MAX_DEPTH_BYTES / elementBytes;
        int blocks = Math.max(1, Math.ceilDiv(shape.k(), maxDepth));
        int depth = Math.max(1, Math.ceilDiv(shape.k(), blocks));
        int stripsPerBlock = Math.clamp(
                PACKED_BYTES / ((long) depth * elementBytes * strip), 1, Math.max(1, Epilogue.MAX_ELEMENTS / strip));
        int block = stripsPerBlock * strip;

        int strips = Math.ceilDiv(shape.n(), strip);
        int groups = Math.ceilDiv(shape.m(), Kernels.ROWS);
        int items = problem.batch().items();
        double work = (double) shape.m() * shape.n() * shape.k();
        int useful = Math.clamp((long) (work * items / WORTH_A_WORKER), 1, workers);
        if (useful == 1 || items >= 2 * useful) {
            int fair = useful == 1 ? items : Math.ceilDiv(items, 4 * useful);
            return new Tiling(depth, block, Math.max(1, fair), 1, 1, groups * Kernels.ROWS, strips * strip);
        }

        int packing = shape.transposeB() ? TRANSPOSED_PACKING : PACKING;
        double best = Double.MAX_VALUE;
        int bestRows = 1;
        int bestColumns = 1;
        for (int columnParts = 1; columnParts <= Math.min(strips, 4 * useful); columnParts++) {
            for (int rowParts = 1; rowParts <= Math.min(groups, 4 * useful); rowParts++) {
                double part = (double) Math.ceilDiv(strips, columnParts)
                        * (Kernels.ROWS * Math.ceilDiv(groups, rowParts) + packing);
                double time = part * Math.ceilDiv(columnParts * rowParts * items, useful);
                if (time < best) {
                    best = time;
                    bestRows = rowParts;
                    bestColumns = columnParts;
                }
            }
        }
        return new Tiling(
                depth,
                block,
                1,
                bestRows,
                bestColumns,
                Math.ceilDiv(groups, bestRows) * Kernels.ROWS,
                Math.ceilDiv(strips, bestColumns) * strip);
    }

    int parts(int items) {
        return Math.ceilDiv(items, itemsPerPart) * rowParts * columnParts;
    }
}
