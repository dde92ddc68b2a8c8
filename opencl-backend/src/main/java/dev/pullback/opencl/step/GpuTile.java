package dev.pullback.opencl.step;

import java.util.List;

/**
 * The shape of a work-group's part of a matrix product: {@code rows × columns} of the result from slices {@code depth} deep,
 * each work-item computing {@code itemRows × itemColumns}.
 */
record GpuTile(int rows, int columns, int depth, int itemRows, int itemColumns) {

    /** From the largest, which reuses most, to the smallest, which keeps a whole device busy with a small product. */
    static final List<GpuTile> LADDER =
            List.of(new GpuTile(128, 128, 16, 8, 8), new GpuTile(64, 64, 16, 4, 4), new GpuTile(32, 32, 16, 4, 4));

    /** Work-items of a group. */
    int threads() {
        return (rows / itemRows) * (columns / itemColumns);
    }

    /** Local memory of a group: two slices of both operands, padded. */
    long localBytes(int elementBytes) {
        return 2L * depth * (rows + columns + 8) * elementBytes;
    }

    long groups(int m, int n) {
        return (long) Math.ceilDiv(m, rows) * Math.ceilDiv(n, columns);
    }
}
