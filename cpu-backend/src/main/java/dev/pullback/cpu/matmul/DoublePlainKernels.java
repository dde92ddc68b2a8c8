package dev.pullback.cpu.matmul;

import dev.pullback.cpu.memory.OffHeap;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/** The plain loops of double64. They allocate, since they run for the first seconds of a JVM only. */
final class DoublePlainKernels implements PlainKernels<double[]> {
    private static final ValueLayout.OfDouble ELEMENT = ValueLayout.JAVA_DOUBLE_UNALIGNED;

    @Override
    public double[] array(int length) {
        return new double[length];
    }

    @Override
    public void load(MemorySegment from, long offset, double[] to, int at, int length) {
        from = OffHeap.known(from);
        MemorySegment.copy(from, ELEMENT, offset, to, at, length);
    }

    @Override
    public void columns(
            double[] rows,
            int pitch,
            int from,
            int length,
            double[] out0,
            double[] out1,
            double[] out2,
            double[] out3) {
        for (int i = 0; i < length; i++) {
            int at = i * pitch + from;
            out0[i] = rows[at];
            out1[i] = rows[at + 1];
            out2[i] = rows[at + 2];
            out3[i] = rows[at + 3];
        }
    }

    @Override
    public void clear(double[] row, int length) {
        Arrays.fill(row, 0, length, 0);
    }

    @Override
    public void multiply(
            double[] c,
            double[] d,
            double[] b0,
            double[] b1,
            double[] b2,
            double[] b3,
            int length,
            double[] a,
            int p,
            int q,
            int step) {
        double p0 = a[p], p1 = a[p + step], p2 = a[p + 2 * step], p3 = a[p + 3 * step];
        double q0 = a[q], q1 = a[q + step], q2 = a[q + 2 * step], q3 = a[q + 3 * step];
        for (int j = 0; j < length; j++) {
            double x0 = b0[j], x1 = b1[j], x2 = b2[j], x3 = b3[j];
            double y = Math.fma(p3, x3, Math.fma(p2, x2, Math.fma(p1, x1, Math.fma(p0, x0, c[j]))));
            double z = Math.fma(q3, x3, Math.fma(q2, x2, Math.fma(q1, x1, Math.fma(q0, x0, d[j]))));
            c[j] = y;
            d[j] = z;
        }
    }

    @Override
    public void multiply(double[] c, double[] b, int length, double[] a, int p) {
        double factor = a[p];
        for (int j = 0; j < length; j++) {
            c[j] = Math.fma(factor, b[j], c[j]);
        }
    }

    @Override
    public void dot(int lanes, double[] x, double[] row, int length, double[] out, int at) {
        double[] sums = new double[lanes];
        int i = 0;
        for (int end = length - length % lanes; i < end; i += lanes) {
            for (int lane = 0; lane < lanes; lane++) {
                sums[lane] = Math.fma(x[i + lane], row[i + lane], sums[lane]);
            }
        }
        for (int half = lanes / 2; half > 0; half /= 2) {
            for (int lane = 0; lane < half; lane++) {
                sums[lane] += sums[lane + half];
            }
        }
        double sum = sums[0];
        for (; i < length; i++) {
            sum = Math.fma(x[i], row[i], sum);
        }
        out[at] = sum;
    }

    @Override
    public void add(double[] tile, int rows, int columns, MemorySegment c, long offset, long pitch) {
        c = OffHeap.known(c);
        double[] row = new double[columns];
        for (int r = 0; r < rows; r++) {
            load(c, offset + r * pitch, row, 0, columns);
            for (int j = 0; j < columns; j++) {
                tile[r * columns + j] += row[j];
            }
        }
    }

    @Override
    public void store(double[] tile, int rows, int columns, MemorySegment c, long offset, long pitch) {
        c = OffHeap.known(c);
        for (int r = 0; r < rows; r++) {
            MemorySegment.copy(tile, r * columns, c, ELEMENT, offset + r * pitch, columns);
        }
    }

    @Override
    public void update(double[] tile, int rows, int columns, double scale, MemorySegment c, long offset, long pitch) {
        c = OffHeap.known(c);
        double s = scale;
        double[] row = new double[columns];
        for (int r = 0; r < rows; r++) {
            load(c, offset + r * pitch, row, 0, columns);
            for (int j = 0; j < columns; j++) {
                row[j] += s * tile[r * columns + j];
            }
            MemorySegment.copy(row, 0, c, ELEMENT, offset + r * pitch, columns);
        }
    }
}
