package dev.pullback.cpu.matmul;

import dev.pullback.cpu.memory.OffHeap;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/** The plain loops of float32. They allocate, since they run for the first seconds of a JVM only. */
final class FloatPlainKernels implements PlainKernels<float[]> {
    private static final ValueLayout.OfFloat ELEMENT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    @Override
    public float[] array(int length) {
        return new float[length];
    }

    @Override
    public void load(MemorySegment from, long offset, float[] to, int at, int length) {
        from = OffHeap.known(from);
        MemorySegment.copy(from, ELEMENT, offset, to, at, length);
    }

    @Override
    public void columns(
            float[] rows, int pitch, int from, int length, float[] out0, float[] out1, float[] out2, float[] out3) {
        for (int i = 0; i < length; i++) {
            int at = i * pitch + from;
            out0[i] = rows[at];
            out1[i] = rows[at + 1];
            out2[i] = rows[at + 2];
            out3[i] = rows[at + 3];
        }
    }

    @Override
    public void clear(float[] row, int length) {
        Arrays.fill(row, 0, length, 0);
    }

    @Override
    public void multiply(
            float[] c,
            float[] d,
            float[] b0,
            float[] b1,
            float[] b2,
            float[] b3,
            int length,
            float[] a,
            int p,
            int q,
            int step) {
        float p0 = a[p], p1 = a[p + step], p2 = a[p + 2 * step], p3 = a[p + 3 * step];
        float q0 = a[q], q1 = a[q + step], q2 = a[q + 2 * step], q3 = a[q + 3 * step];
        for (int j = 0; j < length; j++) {
            float x0 = b0[j], x1 = b1[j], x2 = b2[j], x3 = b3[j];
            float y = Math.fma(p3, x3, Math.fma(p2, x2, Math.fma(p1, x1, Math.fma(p0, x0, c[j]))));
            float z = Math.fma(q3, x3, Math.fma(q2, x2, Math.fma(q1, x1, Math.fma(q0, x0, d[j]))));
            c[j] = y;
            d[j] = z;
        }
    }

    @Override
    public void multiply(float[] c, float[] b, int length, float[] a, int p) {
        float factor = a[p];
        for (int j = 0; j < length; j++) {
            c[j] = Math.fma(factor, b[j], c[j]);
        }
    }

    @Override
    public void dot(int lanes, float[] x, float[] row, int length, float[] out, int at) {
        float[] sums = new float[lanes];
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
        float sum = sums[0];
        for (; i < length; i++) {
            sum = Math.fma(x[i], row[i], sum);
        }
        out[at] = sum;
    }

    @Override
    public void add(float[] tile, int rows, int columns, MemorySegment c, long offset, long pitch) {
        c = OffHeap.known(c);
        float[] row = new float[columns];
        for (int r = 0; r < rows; r++) {
            load(c, offset + r * pitch, row, 0, columns);
            for (int j = 0; j < columns; j++) {
                tile[r * columns + j] += row[j];
            }
        }
    }

    @Override
    public void store(float[] tile, int rows, int columns, MemorySegment c, long offset, long pitch) {
        c = OffHeap.known(c);
        for (int r = 0; r < rows; r++) {
            MemorySegment.copy(tile, r * columns, c, ELEMENT, offset + r * pitch, columns);
        }
    }

    @Override
    public void update(float[] tile, int rows, int columns, double scale, MemorySegment c, long offset, long pitch) {
        c = OffHeap.known(c);
        float s = (float) scale;
        float[] row = new float[columns];
        for (int r = 0; r < rows; r++) {
            load(c, offset + r * pitch, row, 0, columns);
            for (int j = 0; j < columns; j++) {
                row[j] += s * tile[r * columns + j];
            }
            MemorySegment.copy(row, 0, c, ELEMENT, offset + r * pitch, columns);
        }
    }
}
