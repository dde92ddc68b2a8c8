package dev.pullback.opencl.step;

import dev.pullback.api.plan.Step.MatMulSize;
import dev.pullback.opencl.device.DeviceLimits;
import java.util.Comparator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How a GPU shares out a product: the tile of a group, and into how many parts the inner axis is split. The results of a
 * product with few tiles are too few groups for a device with many units; split, each tile is computed by several groups,
 * one for each part, and a second kernel adds up what they leave.
 *
 * @param splits parts, 1 for none; never an empty one
 * @param splitLength inner length of each part but the last
 */
record GpuTiling(GpuTile tile, int splits, int splitLength) {

    private static final int MOST_SPLITS = 64;
    /** Of the device's memory, what partial results may take: one part in so many. */
    private static final int SCRATCH_SHARE = 16;

    // What follows is in multiply-adds of one unit at its peak. Measured on an NVIDIA H100 in float32, where a unit
    // does
    // 250 billion a second; what matters is how it compares.

    /** What a group takes to start and to end, in steps along the inner axis. */
    private static final int GROUP_STEPS = 64;
    /** A kernel more. */
    private static final double LAUNCH = 2e6;
    /** One more element to wait for in every sum. */
    private static final double SPLIT = 2e4;
    /** An element written or read by a unit, all others doing the same. */
    private static final double MOVED = 40;
    /** A gain below this is within what the estimate is worth. */
    private static final double WORTHWHILE = 1.05;

    /** The fastest for a product and a device, of those that fit the device. */
    static GpuTiling fastest(MatMulSize size, DeviceLimits limits) {
        GpuTiling whole = whole(size, limits);
        return GpuTile.fitting(size.dtype().bytes(), limits)
                .flatMap(tile -> split(tile, size))
                .filter(tiling -> tiling.scratchElements(size) <= mostScratch(size, limits))
                .min(Comparator.comparingDouble(tiling -> tiling.time(size, limits)))
                .filter(tiling -> WORTHWHILE * tiling.time(size, limits) < whole.time(size, limits))
                .orElse(whole);
    }

    private static GpuTiling whole(MatMulSize size, DeviceLimits limits) {
        GpuTile tile = GpuTile.fastest(
                size.rows(), size.columns(), size.batch(), size.dtype().bytes(), limits);
        return new GpuTiling(tile, 1, size.inner());
    }

    /** All ways to split; a part ends where a slice of the tile does. */
    private static Stream<GpuTiling> split(GpuTile tile, MatMulSize size) {
        int slices = Math.ceilDiv(size.inner(), tile.depth());
        return IntStream.rangeClosed(2, Math.min(MOST_SPLITS, slices))
                .map(splits -> Math.ceilDiv(slices, splits) * tile.depth())
                .distinct()
                .mapToObj(length -> new GpuTiling(tile, Math.ceilDiv(size.inner(), length), length));
    }

    /** A little of the device's memory, and no more than the kernel that adds up can count. */
    private static long mostScratch(MatMulSize size, DeviceLimits limits) {
        return Math.min(
                Count.LARGEST,
                limits.globalMemoryBytes() / SCRATCH_SHARE / size.dtype().bytes());
    }

    boolean isSplit() {
        return splits > 1;
    }

    /** Elements that the partial products take. */
    long scratchElements(MatMulSize size) {
        return (long) size.batch() * splits * size.rows() * size.columns();
    }

    private double time(MatMulSize size, DeviceLimits limits) {
        int units = Math.max(1, limits.computeUnits());
        long groups = tile.groups(size.rows(), size.columns()) * size.batch() * splits;
        double product = tile.time(groups, units) * ((double) splitLength + GROUP_STEPS);
        if (!isSplit()) {
            return product;
        }
        // Every partial result is written and read, and every result written.
        double moved = scratchElements(size) * (2 + 1.0 / splits);
        return product + LAUNCH + splits * SPLIT + moved * MOVED / units;
    }
}
