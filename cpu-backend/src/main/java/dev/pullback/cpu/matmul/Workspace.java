package dev.pullback.cpu.matmul;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** The buffers of one worker for one element type. They keep their size from product to product. */
final class Workspace<T> {
    private static final int CACHE_LINE = 64;

    /** Sums as a register kernel leaves them: rows of whole vectors, which begin at a cache line. */
    final MemorySegment tile;

    /** The same rows one behind the other, or the results of a product with a vector. */
    final T block;

    final T transposition;
    private final Kernels<T> kernels;
    private T panels;
    private int panelsLength;
    private T packed;
    private int packedLength;
    private T vector;
    private int vectorLength;
    private boolean busy;

    Workspace(Kernels<T> kernels) {
        this.kernels = kernels;
        int lanes = kernels.lanes();
        long tileBytes = (Epilogue.MAX_ELEMENTS + 4L * lanes) * kernels.elementBytes();
        this.tile = Arena.ofAuto().allocate(tileBytes, CACHE_LINE);
        this.block = kernels.array(Epilogue.MAX_ELEMENTS + 4 * lanes);
        this.transposition = kernels.array(2 * lanes * lanes);
        this.panels = kernels.array(0);
        this.packed = kernels.array(0);
        this.vector = kernels.array(0);
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

    /** A buffer of at least the given length for packed rows of A. */
    T panels(int length) {
        if (length > panelsLength) {
            panels = kernels.array(length);
            panelsLength = length;
        }
        return panels;
    }

    /** The same for packed strips of B. */
    T packed(int length) {
        if (length > packedLength) {
            packed = kernels.array(length);
            packedLength = length;
        }
        return packed;
    }

    /** The same for a vector operand. */
    T vector(int length) {
        if (length > vectorLength) {
            vector = kernels.array(length);
            vectorLength = length;
        }
        return vector;
    }
}
