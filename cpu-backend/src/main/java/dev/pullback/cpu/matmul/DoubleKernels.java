package dev.pullback.cpu.matmul;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** The kernels of double64. */
final class DoubleKernels implements Kernels<double[]> {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

    @Override
    public int elementBytes() {
        return Double.BYTES;
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
    public double[] array(int length) {
        return new double[length];
    }

    @Override
    public double[][] arrays(int count, int length) {
        return new double[count][length];
    }

    @Override
    public void multiplyRows(
            int vectors,
            int k,
            MemorySegment a,
            long first,
            long pitch,
            int last,
            double[] b,
            int from,
            double[][] sums,
            int column) {
        switch (vectors) {
            case 1 -> DoubleRowKernels.multiply1(k, a, first, pitch, last, b, from, sums, column);
            case 2 -> DoubleRowKernels.multiply2(k, a, first, pitch, last, b, from, sums, column);
            default -> DoubleRowKernels.multiply4(k, a, first, pitch, last, b, from, sums, column);
        }
    }

    @Override
    public void multiplyPanel(int vectors, int k, double[] a, double[] b, int from, double[][] sums, int column) {
        switch (vectors) {
            case 1 -> DoublePanelKernels.multiply1(k, a, b, from, sums, column);
            case 2 -> DoublePanelKernels.multiply2(k, a, b, from, sums, column);
            default -> DoublePanelKernels.multiply4(k, a, b, from, sums, column);
        }
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
    public void packPanel(MemorySegment a, long offset, long pitch, int k, int rows, double[] panel) {
        DoublePacking.panel(a, offset, pitch, k, rows, panel);
    }

    @Override
    public void add(double[] sums, MemorySegment values, long offset, int length) {
        DoubleVectorKernels.add(sums, values, offset, length);
    }

    @Override
    public void gather(MemorySegment source, long offset, long step, int length, double[] target) {
        for (int i = 0; i < length; i++) {
            target[i] = source.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, offset + i * step);
        }
    }

    @Override
    public void clear(double[] sums, int length) {
        Arrays.fill(sums, 0, length, 0);
    }

    @Override
    public void store(double[] source, int from, int length, MemorySegment target, long offset) {
        MemorySegment.copy(source, from, target, ValueLayout.JAVA_DOUBLE_UNALIGNED, offset, length);
    }

    @Override
    public void scatter(double[] source, int length, MemorySegment target, long offset, long step) {
        for (int i = 0; i < length; i++) {
            target.set(ValueLayout.JAVA_DOUBLE_UNALIGNED, offset + i * step, source[i]);
        }
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
