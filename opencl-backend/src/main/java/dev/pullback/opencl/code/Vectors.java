package dev.pullback.opencl.code;

import dev.pullback.api.type.DType;

/**
 * How generated code reads and writes the elements that it computes with at a time.
 *
 * @param width how many, 1 for one at a time
 * @param aligned whether they lie at a multiple of {@code width} elements of their buffer. A GPU moves
 *     such a vector as a whole; {@code vload4} promises no alignment, and so becomes a load for each element
 */
public record Vectors(int width, boolean aligned) {

    public static final Vectors NONE = new Vectors(1, false);

    /** Wherever they lie. */
    public static Vectors of(int width) {
        return new Vectors(width, false);
    }

    public static Vectors aligned(int width) {
        return new Vectors(width, true);
    }

    /** The expression for the vector at a pointer. */
    String load(DType dtype, String from) {
        return aligned
                ? "*(__global const %s*)(%s)".formatted(CType.of(dtype, width), from)
                : "vload%d(0, %s)".formatted(width, from);
    }

    /** The statement that writes a vector to a pointer. */
    public String store(DType dtype, String value, String to) {
        return aligned
                ? "*(__global %s*)(%s) = %s;".formatted(CType.of(dtype, width), to, value)
                : "vstore%d(%s, 0, %s);".formatted(width, value, to);
    }
}
