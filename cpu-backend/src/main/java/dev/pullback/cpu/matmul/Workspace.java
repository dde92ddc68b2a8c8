package dev.pullback.cpu.matmul;

/** The buffers of one worker for one element type. They keep their size from product to product. */
final class Workspace<T> {
    final T[] sums;
    final T panel;
    final T transposition;
    final FinishedRows<T> finished;
    private final Kernels<T> kernels;
    private T packed;
    private int packedLength;
    private T vector;
    private int vectorLength;
    private boolean busy;

    Workspace(Kernels<T> kernels) {
        this.kernels = kernels;
        int lanes = kernels.lanes();
        int strip = kernels.stripVectors() * lanes;
        this.sums = kernels.arrays(Kernels.ROWS, Epilogue.MAX_ELEMENTS + strip);
        this.panel = kernels.array(
                Kernels.ROWS * Tiling.MAX_DEPTH_BYTES / kernels.elementBytes() + Kernels.ROWS + 2 * lanes);
        this.transposition = kernels.array(2 * lanes * lanes);
        this.finished = new FinishedRows<>(kernels);
    }

    /** Takes the buffers for one part. */
    void enter() {
        if (busy) {
            throw new IllegalStateException("An epilogue must not run a product: its worker's buffers are in use");
        }
        busy = true;
    }

    void leave() {
        busy = false;
    }

    /** A buffer of at least the given length for packed strips. */
    T packed(int length) {
        if (length > packedLength) {
            packed = kernels.array(length);
            packedLength = length;
        }
        return packed;
    }

    /** A buffer of at least the given length for a vector operand. */
    T vector(int length) {
        if (length > vectorLength) {
            vector = kernels.array(length);
            vectorLength = length;
        }
        return vector;
    }
}
