package dev.pullback.api.jacobian;

/**
 * What is known of the matrix of a {@link Jacobian} without writing it out. The matrix is that of the row-major
 * vectorizations: {@code [codomain.size, domain.size]}.
 */
public enum Structure {
    /** Every element is 0. */
    ZERO,
    /** The identity matrix: elements keep their value and their place, perhaps under another shape or dtype. */
    IDENTITY,
    /** Only the diagonal differs from 0: each element of the result depends on the one at its own place. */
    DIAGONAL,
    /** A ⊗ B, the Kronecker product of two small matrices, one of them often an identity. */
    KRONECKER,
    /** At most a single 1 in every row: each element of the result is a copy of one element, or 0. */
    REINDEXING,
    /** At most a single 1 in every column, the transpose of a reindexing: each element of the result is a sum of some. */
    SUM,
    /** Nothing of the above. */
    DENSE;

    /** The structure of a product of two matrices, the one with {@code this} structure on the right. */
    Structure then(Structure next) {
        if (this == ZERO || next == ZERO) {
            return ZERO;
        }
        if (this == IDENTITY) {
            return next;
        }
        if (next == IDENTITY) {
            return this;
        }
        boolean closed = this == DIAGONAL || this == REINDEXING || this == SUM;
        return this == next && closed ? this : DENSE;
    }

    /** The structure of the transposed matrix. */
    Structure transposed() {
        return switch (this) {
            case REINDEXING -> SUM;
            case SUM -> REINDEXING;
            default -> this;
        };
    }
}
