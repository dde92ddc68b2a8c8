package dev.pullback.network.checkpoint;

import dev.pullback.api.error.ShapeException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Objects;

/**
 * One named array of a checkpoint.
 *
 * @param name unlike every other name in its file; not {@code __metadata__}
 * @param type the type of the elements
 * @param shape the sizes of the dimensions, slowest first; empty for a single number
 * @param data the elements in row-major order, little-endian; a BOOL is one byte, 0 or 1
 */
public record Entry(String name, ElementType type, long[] shape, MemorySegment data) {

    /** @throws ShapeException where the data has not the length that type and shape ask for */
    public Entry {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(data, "data");
        shape = shape.clone();
        if (byteSize(type, shape) != data.byteSize()) {
            throw new ShapeException("Entry %s: %s of shape %s needs %s bytes, got %,d"
                    .formatted(
                            name,
                            type,
                            Arrays.toString(shape),
                            byteSize(type, shape) < 0 ? "more" : "%,d".formatted(byteSize(type, shape)),
                            data.byteSize()));
        }
    }

    @Override
    public long[] shape() {
        return shape.clone();
    }

    /** Equal where name, type, shape and all bytes are. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Entry(var otherName, var otherType, var otherShape, var otherData)
                && name.equals(otherName)
                && type == otherType
                && Arrays.equals(shape, otherShape)
                && data.mismatch(otherData) == -1;
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, type, Arrays.hashCode(shape));
    }

    @Override
    public String toString() {
        return "%s: %s%s".formatted(name, type, Arrays.toString(shape));
    }

    /** The first byte of a BOOL array that is neither 0 nor 1, or -1 where there is none. */
    long firstInvalidBool() {
        if (type == ElementType.BOOL) {
            for (long i = 0; i < data.byteSize(); i++) {
                if ((data.get(ValueLayout.JAVA_BYTE, i) & ~1) != 0) {
                    return i;
                }
            }
        }
        return -1;
    }

    /** Bytes of an array, or -1 where a size is negative or the product is more than a {@code long} holds. */
    static long byteSize(ElementType type, long[] shape) {
        long bytes = type.bytes();
        for (long size : shape) {
            if (size < 0) {
                return -1;
            }
            if (size != 0 && bytes > Long.MAX_VALUE / size) {
                return -1;
            }
            bytes *= size;
        }
        return bytes;
    }
}
