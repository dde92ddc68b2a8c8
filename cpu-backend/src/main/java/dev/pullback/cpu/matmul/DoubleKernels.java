package dev.pullback.cpu.matmul;

import dev.pullback.cpu.memory.OffHeap;
import dev.pullback.cpu.warm.Lanes;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/** The kernels of float64. */
final class DoubleKernels implements Kernels<double[]> {
    private static final int LANES = Lanes.ofBits(Double.SIZE);

    @Override
    public int elementBytes() {
        return Double.BYTES;
    }

    @Override
    public int lanes() {
        return LANES;
    }

    @Override
    public int stripVectors() {
        return Registers.stripVectors(LANES * Double.SIZE, LANES);
    }

    @Override
    public double[] array(int length) {
        return new double[length];
    }

    @Override
    public void multiply(
            int rows,
            int vectors,
            int k,
            double[] a,
            int panel,
            double[] b,
            int from,
            MemorySegment c,
            long to,
            long pitchC) {
        if (rows == FOUR_ROWS) {
            DoubleStripKernels.fourRows(k, a, panel, b, from, c, to, pitchC);
            return;
        }
        switch (vectors) {
            case 1 -> DoubleStripKernels.multiply1(k, a, panel, b, from, c, to, pitchC);
            case 2 -> DoubleStripKernels.multiply2(k, a, panel, b, from, c, to, pitchC);
            case 3 -> DoubleStripKernels.multiply3(k, a, panel, b, from, c, to, pitchC);
            default -> DoubleStripKernels.multiply4(k, a, panel, b, from, c, to, pitchC);
        }
    }

    @Override
    public void multiplyDirect(
            int rows,
            int k,
            double[] a,
            int panel,
            MemorySegment b,
            long from,
            long pitch,
            double[] strip,
            int at,
            MemorySegment c,
            long to,
            long pitchC) {
        if (rows == FOUR_ROWS) {
            DoubleDirectKernels.fourRows(k, a, panel, b, from, pitch, c, to, pitchC);
        } else if (stripVectors() == 4) {
            DoubleDirectKernels.multiply4(k, a, panel, b, from, pitch, strip, at, c, to, pitchC);
        } else {
            DoubleDirectKernels.multiply2(k, a, panel, b, from, pitch, strip, at, c, to, pitchC);
        }
    }

    @Override
    public void multiplyNarrowRows(
            int k,
            MemorySegment a,
            long first,
            long pitch,
            int last,
            double[] b,
            int from,
            MemorySegment c,
            long to,
            long pitchC) {
        DoubleNarrowKernels.rows(k, a, first, pitch, last, b, from, c, to, pitchC);
    }

    @Override
    public void multiplyNarrowColumns(
            int k,
            MemorySegment a,
            long first,
            long pitch,
            int last,
            double[] b,
            int from,
            MemorySegment c,
            long to,
            long pitchC) {
        DoubleNarrowKernels.columns(k, a, first, pitch, last, b, from, c, to, pitchC);
    }

    @Override
    public void packStrip(
            MemorySegment b, long offset, long pitch, int k, int columns, double[] strip, int from, int width) {
        DoublePacking.strip(b, offset, pitch, k, columns, strip, from, width);
    }

    @Override
    public void packTransposedStrip(
            MemorySegment b,
            long offset,
            long pitch,
            int k,
            int columns,
            double[] strip,
            int from,
            int width,
            double[] scratch) {
        DoublePacking.transposedStrip(b, offset, pitch, k, columns, strip, from, width, scratch);
    }

    @Override
    public void packRows(MemorySegment a, long first, long pitch, int rows, int k, double[] panel, int to) {
        DoublePanels.rows(a, first, pitch, rows, k, panel, to);
    }

    @Override
    public void packColumns(
            MemorySegment a, long first, long pitch, int columns, int k, double[] panel, int to, int length) {
        DoublePanels.columns(a, first, pitch, columns, k, panel, to, length);
    }

    @Override
    public void add(double[] tile, int rows, int columns, MemorySegment c, long offset, long pitch) {
        DoubleTiles.add(tile, rows, columns, c, offset, pitch);
    }

    @Override
    public void store(double[] tile, int rows, int columns, MemorySegment c, long offset, long pitch) {
        DoubleTiles.store(tile, rows, columns, c, offset, pitch);
    }

    @Override
    public void update(double[] tile, int rows, int columns, double scale, MemorySegment c, long offset, long pitch) {
        DoubleTiles.update(tile, rows, columns, scale, c, offset, pitch);
    }

    @Override
    public void read(MemorySegment tile, int width, int rows, int columns, double[] block) {
        DoubleTiles.read(tile, width, rows, columns, block);
    }

    @Override
    public void update(
            MemorySegment tile,
            int width,
            int rows,
            int columns,
            double scale,
            MemorySegment c,
            long offset,
            long pitch) {
        DoubleTiles.update(tile, width, rows, columns, scale, c, offset, pitch);
    }

    @Override
    public void gather(MemorySegment source, long offset, long step, int length, double[] target) {
        source = OffHeap.known(source);
        for (int i = 0; i < length; i++) {
            target[i] = source.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, offset + i * step);
        }
    }

    @Override
    public void clear(double[] sums, int length) {
        Arrays.fill(sums, 0, length, 0);
    }

    @Override
    public void dots(MemorySegment a, long offset, long pitch, int last, double[] x, int k, double[] sums, int at) {
        DoubleVectorKernels.dots(a, offset, pitch, last, x, k, sums, at);
    }

    @Override
    public void combine(
            MemorySegment b, long offset, long pitch, int rows, double[] x, int at, double[] sums, int columns) {
        DoubleVectorKernels.combine(b, offset, pitch, rows, x, at, sums, columns);
    }
}
