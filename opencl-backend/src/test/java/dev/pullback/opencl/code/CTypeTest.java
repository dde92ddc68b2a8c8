package dev.pullback.opencl.code;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pullback.api.type.DType;
import dev.pullback.opencl.device.ClDevice;
import dev.pullback.opencl.driver.ClDriver;
import dev.pullback.opencl.driver.ClDrivers;
import dev.pullback.opencl.driver.TestDevice;
import dev.pullback.opencl.runtime.ClSession;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.junit.jupiter.api.Test;

class CTypeTest {

    private static final List<Double> REALS = List.of(
            0.0,
            -0.0,
            1.0,
            -1.5,
            0.1,
            (double) Float.MIN_VALUE,
            (double) -Float.MIN_VALUE,
            (double) Float.MIN_NORMAL,
            0x0.fffffep-126,
            (double) Float.MAX_VALUE,
            (double) -Float.MAX_VALUE,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            Double.NaN);

    private static final List<Double> DOUBLES =
            List.of(Double.MIN_VALUE, Double.MIN_NORMAL, -Double.MAX_VALUE, Math.PI, 0x1.fffffffffffffp-1023);

    private static final List<Double> INTEGERS =
            List.of(0.0, -1.0, (double) Integer.MAX_VALUE, (double) Integer.MIN_VALUE, -2147483647.0);

    @Test
    void literalsAreWrittenInFull() {
        assertEquals("(0x1.99999ap-4f)", CType.literal(0.1, DType.FLOAT32));
        assertEquals("(0x1.999999999999ap-4)", CType.literal(0.1, DType.FLOAT64));
        assertEquals("(-0x0.0p0f)", CType.literal(-0.0, DType.FLOAT32));
        assertEquals("(0x0.0p0f)", CType.literal(Double.MIN_VALUE, DType.FLOAT32));
        assertEquals("(0x0.000002p-126f)", CType.literal(Float.MIN_VALUE, DType.FLOAT32));
        assertEquals("NAN", CType.literal(Double.NaN, DType.FLOAT32));
        assertEquals("(-INFINITY)", CType.literal(Double.NEGATIVE_INFINITY, DType.FLOAT64));
        assertEquals("INFINITY", CType.literal(1e300, DType.FLOAT32), "what float cannot hold is infinite");
        assertEquals("(-2147483647 - 1)", CType.literal(Integer.MIN_VALUE, DType.INT32));
        assertEquals("(uchar)(1)", CType.literal(1, DType.BOOL));
    }

    @Test
    void typesAreThoseOfRegisters() {
        assertEquals("uchar16", CType.of(DType.BOOL, 16));
        assertEquals("double", CType.of(DType.FLOAT64, 1));
        assertEquals("int8", CType.of(DType.INT32, 8));
    }

    /** One kernel writes every literal as a scalar and as a vector, in the form in which clusters hold it. */
    @Test
    void theCompilerReadsExactlyTheNumberMeant() {
        ClDriver driver = ClDrivers.open(ClDrivers.LWJGL);
        ClDevice device = TestDevice.find(driver);
        var text = new StringBuilder("#pragma OPENCL EXTENSION cl_khr_fp64 : enable\n"
                + "__kernel void literals(__global float* f, __global double* d, __global int* n) {\n");
        List<Double> doubles =
                java.util.stream.Stream.concat(REALS.stream(), DOUBLES.stream()).toList();
        store(text, REALS, DType.FLOAT32, "f");
        store(text, doubles, DType.FLOAT64, "d");
        store(text, INTEGERS, DType.INT32, "n");
        try (var session = new ClSession(driver, device, false);
                Arena arena = Arena.ofConfined()) {
            long f = session.pool().acquire(3L * Float.BYTES * REALS.size());
            long d = session.pool().acquire(3L * Double.BYTES * doubles.size());
            long n = session.pool().acquire(3L * Integer.BYTES * INTEGERS.size());
            var kernel = session.programs().kernel(text.append("}\n").toString(), "literals", "literals");
            session.run(() -> {
                driver.setArgMem(kernel.get(), 0, f);
                driver.setArgMem(kernel.get(), 1, d);
                driver.setArgMem(kernel.get(), 2, n);
                driver.enqueueNDRange(session.queue(), kernel.get(), 1, 1, 1, 1, 1, 1, 1, false);
            });
            MemorySegment floats = read(session, arena, f, 3L * Float.BYTES * REALS.size());
            MemorySegment reals = read(session, arena, d, 3L * Double.BYTES * doubles.size());
            MemorySegment ints = read(session, arena, n, 3L * Integer.BYTES * INTEGERS.size());
            for (int i = 0; i < 3 * REALS.size(); i++) {
                float wanted = REALS.get(i / 3).floatValue();
                float found = floats.getAtIndex(ValueLayout.JAVA_FLOAT, i);
                assertEquals(Float.floatToIntBits(wanted), Float.floatToIntBits(found), () -> wanted + " is " + found);
            }
            for (int i = 0; i < 3 * doubles.size(); i++) {
                double wanted = doubles.get(i / 3);
                double found = reals.getAtIndex(ValueLayout.JAVA_DOUBLE, i);
                assertEquals(
                        Double.doubleToLongBits(wanted), Double.doubleToLongBits(found), () -> wanted + " is " + found);
            }
            for (int i = 0; i < 3 * INTEGERS.size(); i++) {
                assertEquals(INTEGERS.get(i / 3).intValue(), ints.getAtIndex(ValueLayout.JAVA_INT, i));
            }
        }
    }

    /** Three times each: a scalar, and a vector of two. */
    private static void store(StringBuilder text, List<Double> values, DType dtype, String target) {
        for (int i = 0; i < values.size(); i++) {
            String literal = CType.literal(values.get(i), dtype);
            text.append("    %s[%d] = (%s)(%s);\n".formatted(target, 3 * i, CType.of(dtype, 1), literal));
            text.append(
                    "    vstore2((%s)(%s), 0, %s + %d);\n".formatted(CType.of(dtype, 2), literal, target, 3 * i + 1));
        }
    }

    private static MemorySegment read(ClSession session, Arena arena, long block, long bytes) {
        MemorySegment memory = arena.allocate(bytes, Double.BYTES);
        session.run(() -> session.driver().enqueueRead(session.queue(), block, true, 0, memory, 0, bytes, false));
        return memory;
    }
}
