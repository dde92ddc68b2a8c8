package dev.pullback.opencl.step;

import dev.pullback.opencl.device.DeviceLimits;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The shape of a work-group's part of a matrix product: {@code rows × columns} of the result from slices {@code depth} deep,
 * each work-item computing {@code itemRows × itemColumns}.
 *
 * @param alone the speed of a compute unit that works on one such tile, as a share of its peak
 * @param crowded its speed when it has many of them at once
 */
record GpuTile(int rows, int columns, int depth, int itemRows, int itemColumns, double alone, double crowded) {

    /**
     * From the largest, which reuses most, to the smallest, which keeps a whole device busy with a small product and fits
     * any device. The speeds were measured on an NVIDIA H100 in float32; what matters is how they compare.
     */
    static final List<GpuTile> LADDER = List.of(
            new GpuTile(256, 128, 8, 16, 8, 0.70, 0.70),
            new GpuTile(128, 128, 16, 8, 8, 0.67, 0.67),
            new GpuTile(64, 64, 32, 8, 4, 0.45, 0.57),
            new GpuTile(64, 64, 16, 8, 4, 0.39, 0.54),
            new GpuTile(32, 32, 32, 4, 4, 0.19, 0.42),
            new GpuTile(32, 32, 16, 4, 4, 0.14, 0.41));

    /** The tile that should finish a batch of products {@code m × n} first, of those that fit the device. */
    static GpuTile fastest(int m, int n, long batch, int elementBytes, DeviceLimits limits) {
        int units = Math.max(1, limits.computeUnits());
        return fitting(elementBytes, limits)
                .min(Comparator.comparingDouble(tile -> tile.time(tile.groups(m, n) * batch, units)))
                .orElse(LADDER.getLast());
    }

    /** Those that fit the device, the largest first. */
    static Stream<GpuTile> fitting(int elementBytes, DeviceLimits limits) {
        return LADDER.stream()
                .filter(tile -> tile.threads() <= limits.maxWorkGroupSize()
                        && tile.localBytes(elementBytes) <= limits.localMemoryBytes());
    }

    /** How long the unit with the most groups is busy, for one step along the inner axis, in units of its peak. */
    double time(long groups, int units) {
        long mostGroups = Math.ceilDiv(groups, (long) units);
        return rows * (double) columns * Math.max(1 / alone, mostGroups / crowded);
    }

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
