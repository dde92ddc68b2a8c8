package dev.pullback.cpu.matmul;

/**
 * The form of one product {@code C = opA(A) · opB(B)}, opA(A) being [m, k], opB(B) [k, n] and C [m, n], all row-major.
 *
 * @param transposeA whether A is stored as [k, m]
 * @param transposeB whether B is stored as [n, k]
 * @param m rows of C
 * @param n columns of C
 * @param k length of the sums; 0 gives zeros
 * @param lda elements from one stored row of A to the next
 * @param ldb the same for B
 * @param ldc the same for C
 */
public record MatMulShape(boolean transposeA, boolean transposeB, int m, int n, int k, long lda, long ldb, long ldc) {
    /**
     * Checks that sizes are not negative and rows do not overlap.
     *
     * @throws IllegalArgumentException if one is or does
     */
    public MatMulShape {
        if (m < 0 || n < 0 || k < 0) {
            throw new IllegalArgumentException(
                    "Negative size in a product of [" + m + ", " + k + "] and [" + k + ", " + n + "]");
        }
        checkPitch("A", lda, transposeA ? m : k);
        checkPitch("B", ldb, transposeB ? k : n);
        checkPitch("C", ldc, n);
    }

    /** The form whose rows follow each other without gaps. */
    public static MatMulShape dense(boolean transposeA, boolean transposeB, int m, int n, int k) {
        return new MatMulShape(transposeA, transposeB, m, n, k, transposeA ? m : k, transposeB ? k : n, n);
    }

    /** The form of {@code Cᵀ = opB(B)ᵀ · opA(A)ᵀ}, whose two operands lie where they did. */
    MatMulShape turned() {
        return new MatMulShape(!transposeB, !transposeA, n, m, k, ldb, lda, m);
    }

    private static void checkPitch(String matrix, long pitch, int width) {
        if (pitch < width) {
            throw new IllegalArgumentException(
                    "Rows of " + matrix + " are " + width + " elements long but begin " + pitch + " elements apart");
        }
    }
}
