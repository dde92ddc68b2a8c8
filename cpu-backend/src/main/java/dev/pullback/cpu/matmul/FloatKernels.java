package dev.pullback.cpu.matmul;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The kernels of float32. */
final class FloatKernels implements Kernels<float[]> {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    @Override
    public int elementBytes() {
        return Float.BYTES;
    }

    @Override
    public int lanes() {
        return SPECIES.length();
    }

    @Override
    public int stripVectors() {
        return Registers.stripVectors(SPECIES);
    }

    @Override
    public float[] array(int length) {
        return new float[length];
    }

    @Override
    public float[][] arrays(int count, int length) {
        return new float[count][length];
    }

    @Override
    public void multiplyRows(
            int vectors,
            int k,
            MemorySegment a,
            long first,
            long pitch,
            int last,
            float[] b,
            int from,
            float[][] sums,
            int column) {
        switch (vectors) {
            case 1 -> FloatRowKernels.multiply1(k, a, first, pitch, last, b, from, sums, column);
            case 2 -> FloatRowKernels.multiply2(k, a, first, pitch, last, b, from, sums, column);
            default -> FloatRowKernels.multiply4(k, a, first, pitch, last, b, from, sums, column);
        }
    }

    @Override
    public void multiplyPanel(int vectors, int k, float[] a, float[] b, int from, float[][] sums, int column) {
        switch (vectors) {
            case 1 -> FloatPanelKernels.multiply1(k, a, b, from, sums, column);
            case 2 -> FloatPanelKernels.multiply2(k, a, b, from, sums, column);
            default -> FloatPanelKernels.multiply4(k, a, b, from, sums, column);
        }
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
    public void packPanel(MemorySegment a, long offset, long pitch, int k, int rows, float[] panel) {
        FloatPacking.panel(a, offset, pitch, k, rows, panel);
    }

    @Override
    public void add(float[] sums, MemorySegment values, long offset, int length) {
        FloatVectorKernels.add(sums, values, offset, length);
    }

    @Override
    public void gather(MemorySegment source, long offset, long step, int length, float[] target) {
        for (int i = 0; i < length; i++) {
            target[i] = source.get(ValueLayout.JAVA_FLOAT_UNALIGNED, offset + i * step);
        }
    }

    @Override
    public void clear(float[] sums, int length) {
        Arrays.fill(sums, 0, length, 0);
    }

    @Override
    public void store(float[] source, int from, int length, MemorySegment target, long offset) {
        MemorySegment.copy(source, from, target, ValueLayout.JAVA_FLOAT_UNALIGNED, offset, length);
    }

    @Override
    public void scatter(float[] source, int length, MemorySegment target, long offset, long step) {
        for (int i = 0; i < length; i++) {
            target.set(ValueLayout.JAVA_FLOAT_UNALIGNED, offset + i * step, source[i]);
        }
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
