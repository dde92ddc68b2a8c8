package dev.pullback.cpu.matmul;

import java.lang.foreign.MemorySegment;

/** The matrices of the run in progress. */
final class Operands<T> {
    final int elementBytes;
    MemorySegment a;
    long offsetA;
    MemorySegment b;
    long offsetB;
    MemorySegment c;
    long offsetC;
    Epilogue<T> epilogue;

    Operands(int elementBytes) {
        this.elementBytes = elementBytes;
    }

    void bind(
            MemorySegment a,
            long offsetA,
            MemorySegment b,
            long offsetB,
            MemorySegment c,
            long offsetC,
            Epilogue<T> epilogue) {
        if (this.c != null) {
            throw new IllegalStateException("This product is already running: an epilogue must not run it again");
        }
        this.a = a;
        this.offsetA = offsetA;
        this.b = b;
        this.offsetB = offsetB;
        this.c = c;
        this.offsetC = offsetC;
        this.epilogue = epilogue;
    }

    void unbind() {
        a = null;
        b = null;
        c = null;
        epilogue = null;
    }
}
