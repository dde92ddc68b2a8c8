package dev.pullback.cpu.matmul;

import java.lang.foreign.MemorySegment;

/** The matrices of the run in progress, and what becomes of the sums. */
final class Operands<T> {
    final int elementBytes;
    MemorySegment a;
    long offsetA;
    MemorySegment b;
    long offsetB;
    MemorySegment c;
    long offsetC;

    /** Where sums are kept between blocks of k, row-major as C. */
    MemorySegment between;

    long offsetBetween;

    private boolean keepsElsewhere;

    /** Null if there is none. */
    Epilogue<T> epilogue;

    /** Whether sums, times {@link #scale}, are added to what C holds. */
    boolean updates;

    double scale;

    Operands(int elementBytes) {
        this.elementBytes = elementBytes;
    }

    void bind(MemorySegment a, long offsetA, MemorySegment b, long offsetB, MemorySegment c, long offsetC) {
        if (this.c != null) {
            throw new IllegalStateException("This product is already running: an epilogue must not run it again");
        }
        this.a = a;
        this.offsetA = offsetA;
        this.b = b;
        this.offsetB = offsetB;
        this.c = c;
        this.offsetC = offsetC;
        this.between = c;
        this.offsetBetween = offsetC;
        this.keepsElsewhere = false;
    }

    /** Keeps sums between blocks of k elsewhere than in C, from the first byte on, unless it is null. */
    void keep(MemorySegment sums) {
        if (sums != null) {
            between = sums;
            offsetBetween = 0;
            keepsElsewhere = true;
        }
    }

    /** Whether C gets the sums as they are. */
    boolean storesSums() {
        return epilogue == null && !updates;
    }

    /** Whether an epilogue stands between the sums and C, to which nothing matters of what C holds. */
    boolean overwritesC() {
        return epilogue != null && !epilogue.readsResult();
    }

    /** Whether C holds the result once the sums of all blocks of k were added to it. */
    boolean sumsUpInC() {
        return storesSums() && !keepsElsewhere;
    }

    /** Lets go of the memory, so that a prepared product keeps nobody's alive. */
    void unbind() {
        a = null;
        b = null;
        c = null;
        between = null;
        epilogue = null;
        updates = false;
    }
}
