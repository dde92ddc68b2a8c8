package dev.pullback.cpu.matmul;

import dev.pullback.cpu.memory.OffHeap;
import dev.pullback.cpu.warm.Lanes;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/** The kernels of float32. */
final class FloatKernels implements Kernels<float[]> {
    private static final int LANES = Lanes.ofBits(Float.SIZE);

    @Override
    public int elementBytes() {
        return Float.BYTES;
    }

    @Override
    public int lanes() {
        return LANES;
    }

    @Override
    public int stripVectors() {
        return Registers.stripVectors(LANES * Float.SIZE, LANES);
    }

    @Override
    public float[] array(int length) {
        return new float[length];
    }

    @Override
    public void multiply(
            int rows,
            int vectors,
            int k,
            float[] a,
            int panel,
            float[] b,
            int from,
            MemorySegment c,
            long to,
            long pitchC) {
        if (rows == FOUR_ROWS) {
            FloatStripKernels.fourRows(k, a, panel, b, from, c, to, pitchC);
            return;
        }
        switch (vectors) {
            case 1 -> FloatStripKernels.multiply1(k, a, panel, b, from, c, to, pitchC);
            case 2 -> FloatStripKernels.multiply2(k, a, panel, b, from, c, to, pitchC);
            case 3 -> FloatStripKernels.multiply3(k, a, panel, b, from, c, to, pitchC);
            default -> FloatStripKernels.multiply4(k, a, panel, b, from, c, to, pitchC);
        }
    }

    @Override
    public void multiplyDirect(
            int rows,
            int k,
            float[] a,
            int panel,
            MemorySegment b,
            long from,
            long pitch,
            float[] strip,
            int at,
            MemorySegment c,
            long to,
            long pitchC) {
        if (rows == FOUR_ROWS) {
            FloatDirectKernels.fourRows(k, a, panel, b, from, pitch, c, to, pitchC);
        } else if (stripVectors() == 4) {
            FloatDirectKernels.multiply4(k, a, panel, b, from, pitch, strip, at, c, to, pitchC);
        } else {
            FloatDirectKernels.multiply2(k, a, panel, b, from, pitch, strip, at, c, to, pitchC);
        }
    }

    @Override
    public void multiplyNarrowRows(
            int k,
            MemorySegment a,
            long first,
            long pitch,
            int last,
            float[] b,
            int from,
            MemorySegment c,
            long to,
            long pitchC) {
        FloatNarrowKernels.rows(k, a, first, pitch, last, b, from, c, to, pitchC);
    }

    @Override
    public void multiplyNarrowColumns(
            int k,
            MemorySegment a,
            long first,
            long pitch,
            int last,
            float[] b,
            int from,
            MemorySegment c,
            long to,
            long pitchC) {
        FloatNarrowKernels.columns(k, a, first, pitch, last, b, from, c, to, pitchC);
    }

    @Override
    public void packStrip(
            MemorySegment b, long offset, long pitch, int k, int columns, float[] strip, int from, int width) {
        FloatPacking.strip(b, offset, pitch, k, columns, strip, from, width);
    }

    @Override
    public void packTransposedStrip(
            MemorySegment b,
            long offset,
            long pitch,
            int k,
            int columns,
            float[] strip,
            int from,
            int width,
            float[] scratch) {
        FloatPacking.transposedStrip(b, offset, pitch, k, columns, strip, from, width, scratch);
    }

    @Override
    public void packRows(MemorySegment a, long first, long pitch, int rows, int k, float[] panel, int to) {
        FloatPanels.rows(a, first, pitch, rows, k, panel, to);
    }

    @Override
    public void packColumns(
            MemorySegment a, long first, long pitch, int columns, int k, float[] panel, int to, int length) {
        FloatPanels.columns(a, first, pitch, columns, k, panel, to, length);
    }

    @Override
    public void add(float[] tile, int rows, int columns, MemorySegment c, long offset, long pitch) {
        FloatTiles.add(tile, rows, columns, c, offset, pitch);
    }

    @Override
    public void store(float[] tile, int rows, int columns, MemorySegment c, long offset, long pitch) {
        FloatTiles.store(tile, rows, columns, c, offset, pitch);
    }

    @Override
    public void update(float[] tile, int rows, int columns, double scale, MemorySegment c, long offset, long pitch) {
        FloatTiles.update(tile, rows, columns, scale, c, offset, pitch);
    }

    @Override
    public void read(MemorySegment tile, int width, int rows, int columns, float[] block) {
        FloatTiles.read(tile, width, rows, columns, block);
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
        FloatTiles.update(tile, width, rows, columns, scale, c, offset, pitch);
    }

    @Override
    public void gather(MemorySegment source, long offset, long step, int length, float[] target) {
        source = OffHeap.known(source);
        for (int i = 0; i < length; i++) {
            target[i] = source.get(ValueLayout.JAVA_FLOAT_UNALIGNED, offset + i * step);
        }
    }

    @Override
    public void clear(float[] sums, int length) {
        Arrays.fill(sums, 0, length, 0);
    }

    @Override
    public void dots(MemorySegment a, long offset, long pitch, int last, float[] x, int k, float[] sums, int at) {
        FloatVectorKernels.dots(a, offset, pitch, last, x, k, sums, at);
    }

    @Override
    public void combine(
            MemorySegment b, long offset, long pitch, int rows, float[] x, int at, float[] sums, int columns) {
        FloatVectorKernels.combine(b, offset, pitch, rows, x, at, sums, columns);
    }
}
