package dev.pullback.opencl.oclgrind;

import dev.pullback.api.backend.Buffer;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;

/** The elements of a tensor on the host, each as the double it equals. */
record TensorValues(TensorType type, double[] elements) {

    /** Float32 results may differ from the oracle's by so much of the largest of them. */
    private static final double FLOAT32_LIMIT = 1e-5;

    private static final double FLOAT64_LIMIT = 1e-12;

    /** Numbers from {@code low} up to {@code high}; whole ones, {@code high} left out, unless the dtype has others. */
    static TensorValues random(TensorType type, double low, double high, long seed) {
        double[] elements = new Random(seed).doubles(type.size(), low, high).toArray();
        for (int i = 0; i < elements.length; i++) {
            elements[i] = switch (type.dtype()) {
                case FLOAT32 -> (float) elements[i];
                case FLOAT64 -> elements[i];
                case INT32 -> Math.floor(elements[i]);
                case BOOL -> i % 3 == 0 ? 1 : 0;
            };
        }
        return new TensorValues(type, elements);
    }

    static TensorValues read(Buffer buffer) {
        TensorType type = buffer.type();
        MemorySegment memory = MemorySegment.ofArray(new byte[Math.toIntExact(type.bytes())]);
        buffer.read(memory);
        double[] elements = new double[Math.toIntExact(type.size())];
        for (int i = 0; i < elements.length; i++) {
            long at = (long) i * type.dtype().bytes();
            elements[i] = switch (type.dtype()) {
                case FLOAT32 -> memory.get(ValueLayout.JAVA_FLOAT_UNALIGNED, at);
                case FLOAT64 -> memory.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, at);
                case INT32 -> memory.get(ValueLayout.JAVA_INT_UNALIGNED, at);
                case BOOL -> memory.get(ValueLayout.JAVA_BYTE, at);
            };
        }
        return new TensorValues(type, elements);
    }

    void writeTo(Buffer buffer) {
        MemorySegment memory = MemorySegment.ofArray(new byte[Math.toIntExact(type.bytes())]);
        for (int i = 0; i < elements.length; i++) {
            long at = (long) i * type.dtype().bytes();
            switch (type.dtype()) {
                case FLOAT32 -> memory.set(ValueLayout.JAVA_FLOAT_UNALIGNED, at, (float) elements[i]);
                case FLOAT64 -> memory.set(ValueLayout.JAVA_DOUBLE_UNALIGNED, at, elements[i]);
                case INT32 -> memory.set(ValueLayout.JAVA_INT_UNALIGNED, at, (int) elements[i]);
                case BOOL -> memory.set(ValueLayout.JAVA_BYTE, at, (byte) elements[i]);
            }
        }
        buffer.write(memory);
    }

    /** The first element that is not what the oracle says, in words; empty if there is none. */
    String differenceFrom(TensorValues oracle) {
        double limit = type.dtype() == DType.FLOAT32 ? FLOAT32_LIMIT : FLOAT64_LIMIT;
        double largest = 1;
        for (double element : oracle.elements) {
            largest = Double.isFinite(element) ? Math.max(largest, Math.abs(element)) : largest;
        }
        for (int i = 0; i < elements.length; i++) {
            double expected = oracle.elements[i];
            boolean same = Double.compare(elements[i], expected) == 0
                    || Math.abs(elements[i] - expected) <= (type.dtype().isFloating() ? limit * largest : 0);
            if (!same) {
                return "element %d of %s is %s, should be %s".formatted(i, type, elements[i], expected);
            }
        }
        return "";
    }
}
