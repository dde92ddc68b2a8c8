package dev.pullback.cpu.matmul;

/** A form and its batch, after a batch that shares B and whose rows follow each other has become one tall product. */
record Problem(MatMulShape shape, Batch batch, Split split) {
    /** The same way through the code for another size. */
    Problem withShape(MatMulShape other) {
        return new Problem(other, Batch.NONE, split);
    }

    static Problem of(MatMulShape shape, Batch batch, Split split) {
        int items = batch.items();
        long rows = (long) items * shape.m();
        boolean stacked = !shape.transposeA() && items > 1 && rows <= Integer.MAX_VALUE;
        long itemsInside = 1;
        for (int axis = batch.extents().length - 1; stacked && axis >= 0; axis--) {
            long rowsInside = itemsInside * shape.m();
            stacked = batch.extents()[axis] == 1
                    || (batch.strideB()[axis] == 0
                            && batch.strideA()[axis] == rowsInside * shape.lda()
                            && batch.strideC()[axis] == rowsInside * shape.ldc());
            itemsInside *= batch.extents()[axis];
        }
        if (!stacked) {
            return new Problem(shape, batch, split);
        }
        MatMulShape tall = new MatMulShape(
                false, shape.transposeB(), (int) rows, shape.n(), shape.k(), shape.lda(), shape.ldb(), shape.ldc());
        return new Problem(tall, Batch.NONE, split);
    }

    /**
     * Whether Cᵀ is computed instead: few columns of C would leave most of a vector empty, and A is stored so that as its columns
     * they fill vectors.
     */
    boolean isTurned(int lanes) {
        return shape.transposeA() && shape.n() <= lanes && shape.m() > lanes && !hasVector();
    }

    /** The same with A and B exchanged, for the transposed result, whose columns are rows of C and columns of what is stored in A. */
    Problem turned() {
        return new Problem(shape.turned(), batch.turned(), Split.COLUMNS);
    }

    boolean hasVector() {
        return shape.m() == 1 || shape.n() == 1;
    }
}
