package dev.pullback.api.check;

import dev.pullback.api.tensor.Stored;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.Random;

/** A tensor's elements on the host, as buffers read and write them. */
record Value(TensorType type, MemorySegment memory) {

    /** Elements given as numbers, each rounded to the dtype. */
    static Value of(TensorType type, double... elements) {
        MemorySegment memory = MemorySegment.ofArray(new byte[Math.toIntExact(type.bytes())]);
        for (int i = 0; i < elements.length; i++) {
            type.dtype().set(memory, i, elements[i]);
        }
        return new Value(type, memory);
    }

    static Value of(Stored stored) {
        return new Value(stored.type(), stored.toMemory());
    }

    /** Half to two in size with either sign: no element is small, so that no fault hides behind one. */
    static Value drawn(TensorType type, Random random) {
        double[] elements = new double[Math.toIntExact(type.size())];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = (random.nextBoolean() ? 1 : -1) * (0.5 + 1.5 * random.nextDouble());
        }
        return of(type, elements);
    }

    /** A copy of the elements as numbers; float64 holds those of every dtype. */
    double[] elements() {
        double[] elements = new double[Math.toIntExact(type.size())];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = type.dtype().get(memory, i);
        }
        return elements;
    }

    /** The same numbers as float64 where they are float32. */
    Value promoted() {
        return type.dtype() == DType.FLOAT32 ? of(type.with(DType.FLOAT64), elements()) : this;
    }
}
