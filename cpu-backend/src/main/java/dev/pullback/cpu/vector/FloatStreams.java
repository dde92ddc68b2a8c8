package dev.pullback.cpu.vector;

import dev.pullback.cpu.memory.OffHeap;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Operations on float32 from memory to memory, for what is too large for caches: while one vector is computed the processor
 * fetches the next ones, whereas a copy to an array, the operation and a copy back wait for one another.
 *
 * <p>Operands and result begin {@code at} bytes into their segments; n is a multiple of {@link #LANES}. The result may be
 * an operand. Loops are whole for the reasons given in {@link FloatFunctions}.
 */
public final class FloatStreams {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    /** Elements of a vector. */
    public static final int LANES = L;

    private FloatStreams() {}

    /** {@code out[i] = x[i] + y[i]}. */
    public static void add(MemorySegment x, MemorySegment y, MemorySegment out, long at, int n) {
        x = OffHeap.known(x);
        y = OffHeap.known(y);
        out = OffHeap.known(out);
        for (int i = 0; i < n; i += L) {
            long position = at + (long) i * Float.BYTES;
            FloatVector left = FloatVector.fromMemorySegment(SPECIES, x, position, ORDER);
            FloatVector right = FloatVector.fromMemorySegment(SPECIES, y, position, ORDER);
            left.add(right).intoMemorySegment(out, position, ORDER);
        }
    }

    /** {@code out[i] = x[i] - y[i]}. */
    public static void subtract(MemorySegment x, MemorySegment y, MemorySegment out, long at, int n) {
        x = OffHeap.known(x);
        y = OffHeap.known(y);
        out = OffHeap.known(out);
        for (int i = 0; i < n; i += L) {
            long position = at + (long) i * Float.BYTES;
            FloatVector left = FloatVector.fromMemorySegment(SPECIES, x, position, ORDER);
            FloatVector right = FloatVector.fromMemorySegment(SPECIES, y, position, ORDER);
            left.sub(right).intoMemorySegment(out, position, ORDER);
        }
    }

    /** {@code out[i] = x[i] · y[i]}. */
    public static void multiply(MemorySegment x, MemorySegment y, MemorySegment out, long at, int n) {
        x = OffHeap.known(x);
        y = OffHeap.known(y);
        out = OffHeap.known(out);
        for (int i = 0; i < n; i += L) {
            long position = at + (long) i * Float.BYTES;
            FloatVector left = FloatVector.fromMemorySegment(SPECIES, x, position, ORDER);
            FloatVector right = FloatVector.fromMemorySegment(SPECIES, y, position, ORDER);
            left.mul(right).intoMemorySegment(out, position, ORDER);
        }
    }

    /** {@code out[i] = max(in[i], 0)}; NaN stays. */
    public static void relu(MemorySegment in, MemorySegment out, long at, int n) {
        in = OffHeap.known(in);
        out = OffHeap.known(out);
        FloatVector zero = FloatVector.zero(SPECIES);
        for (int i = 0; i < n; i += L) {
            long position = at + (long) i * Float.BYTES;
            FloatVector x = FloatVector.fromMemorySegment(SPECIES, in, position, ORDER);
            x.blend(zero, x.compare(VectorOperators.LE, zero)).intoMemorySegment(out, position, ORDER);
        }
    }

    /** As {@link FloatFunctions#exp}, with the same bits. */
    public static void exp(MemorySegment in, MemorySegment out, long at, int n) {
        in = OffHeap.known(in);
        out = OffHeap.known(out);
        for (int i = 0; i < n; i += L) {
            long position = at + (long) i * Float.BYTES;
            FloatVector x = FloatVector.fromMemorySegment(SPECIES, in, position, ORDER);
            x = x.blend(FloatFunctions.EXP_LOWEST, x.compare(VectorOperators.LT, FloatFunctions.EXP_LOWEST));
            x = x.blend(FloatFunctions.EXP_HIGHEST, x.compare(VectorOperators.GT, FloatFunctions.EXP_HIGHEST));
            FloatVector shifted = x.fma(FloatFunctions.LOG2_E, FloatFunctions.TWICE_BIASED_ROUNDER);
            FloatVector exponent = shifted.sub(FloatFunctions.TWICE_BIASED_ROUNDER);
            FloatVector r = exponent.fma(FloatVector.broadcast(SPECIES, -FloatFunctions.LN2_HIGH), x);
            r = exponent.fma(FloatVector.broadcast(SPECIES, -FloatFunctions.LN2_LOW), r);
            FloatVector p = r.fma(0x1.6a524ep-10f, 0x1.12396ep-7f);
            p = p.lanewise(VectorOperators.FMA, r, 0x1.5558aap-5f);
            p = p.lanewise(VectorOperators.FMA, r, 0x1.555492p-3f);
            p = p.lanewise(VectorOperators.FMA, r, 0x1.fffffcp-2f);
            p = p.lanewise(VectorOperators.FMA, r, 1f);
            p = p.lanewise(VectorOperators.FMA, r, 1f);
            // Scaling in two steps reaches subnormal results, which one power of two cannot.
            IntVector whole = shifted.reinterpretAsInts();
            IntVector half = whole.lanewise(VectorOperators.ASHR, 1);
            IntVector rest = whole.sub(half).lanewise(VectorOperators.LSHL, FloatFunctions.MANTISSA_BITS);
            half = half.lanewise(VectorOperators.LSHL, FloatFunctions.MANTISSA_BITS);
            p.mul(half.reinterpretAsFloats()).mul(rest.reinterpretAsFloats()).intoMemorySegment(out, position, ORDER);
        }
    }

    /** As {@link FloatFunctions#sigmoid}, with the same bits. */
    public static void sigmoid(MemorySegment in, MemorySegment out, long at, int n) {
        in = OffHeap.known(in);
        out = OffHeap.known(out);
        FloatVector one = FloatVector.broadcast(SPECIES, 1);
        for (int i = 0; i < n; i += L) {
            long position = at + (long) i * Float.BYTES;
            FloatVector x = FloatVector.fromMemorySegment(SPECIES, in, position, ORDER);
            x = x.blend(FloatFunctions.SIGMOID_LOWEST, x.compare(VectorOperators.LT, FloatFunctions.SIGMOID_LOWEST));
            x = x.blend(FloatFunctions.SIGMOID_HIGHEST, x.compare(VectorOperators.GT, FloatFunctions.SIGMOID_HIGHEST));
            FloatVector shifted = x.fma(-FloatFunctions.LOG2_E, FloatFunctions.ROUNDER);
            FloatVector exponent = shifted.sub(FloatFunctions.ROUNDER);
            // r is what is left of x, so the polynomial is that of e^-r.
            FloatVector r = exponent.fma(FloatVector.broadcast(SPECIES, FloatFunctions.LN2_HIGH), x);
            r = exponent.fma(FloatVector.broadcast(SPECIES, FloatFunctions.LN2_LOW), r);
            FloatVector p = r.fma(-0x1.0fa32ep-7f, 0x1.573a24p-5f);
            p = p.lanewise(VectorOperators.FMA, r, -0x1.555a7ap-3f);
            p = p.lanewise(VectorOperators.FMA, r, 0x1.fffdc6p-2f);
            p = p.lanewise(VectorOperators.FMA, r, -0x1.fffff6p-1f);
            p = p.lanewise(VectorOperators.FMA, r, 1f);
            FloatVector power = shifted.reinterpretAsInts()
                    .lanewise(VectorOperators.LSHL, FloatFunctions.MANTISSA_BITS)
                    .reinterpretAsFloats();
            one.div(p.fma(power, one)).intoMemorySegment(out, position, ORDER);
        }
    }

    /** As {@link FloatFunctions#tanh}, with the same bits. */
    public static void tanh(MemorySegment in, MemorySegment out, long at, int n) {
        in = OffHeap.known(in);
        out = OffHeap.known(out);
        for (int i = 0; i < n; i += L) {
            long position = at + (long) i * Float.BYTES;
            FloatVector x = FloatVector.fromMemorySegment(SPECIES, in, position, ORDER);
            FloatVector size = x.abs();
            size = size.blend(
                    FloatFunctions.TANH_HIGHEST, size.compare(VectorOperators.GT, FloatFunctions.TANH_HIGHEST));
            FloatVector shifted = size.fma(2 * FloatFunctions.LOG2_E, FloatFunctions.ROUNDER);
            FloatVector exponent = shifted.sub(FloatFunctions.ROUNDER);
            FloatVector r = exponent.fma(FloatVector.broadcast(SPECIES, -FloatFunctions.LN2_HIGH / 2), size);
            r = exponent.fma(FloatVector.broadcast(SPECIES, -FloatFunctions.LN2_LOW / 2), r);
            FloatVector p = r.fma(0x1.6b97a6p-4f, 0x1.122538p-2f); // of e^2r - 1
            p = p.lanewise(VectorOperators.FMA, r, 0x1.5556f6p-1f);
            p = p.lanewise(VectorOperators.FMA, r, 0x1.5554b4p0f);
            p = p.lanewise(VectorOperators.FMA, r, 0x1.fffffep0f);
            p = p.lanewise(VectorOperators.FMA, r, 2f).mul(r);
            FloatVector power = shifted.reinterpretAsInts()
                    .lanewise(VectorOperators.LSHL, FloatFunctions.MANTISSA_BITS)
                    .reinterpretAsFloats();
            FloatVector m = p.fma(power, power.sub(1));
            IntVector sign = x.reinterpretAsInts().and(Integer.MIN_VALUE);
            m.div(m.add(2)).reinterpretAsInts().or(sign).reinterpretAsFloats().intoMemorySegment(out, position, ORDER);
        }
    }
}
