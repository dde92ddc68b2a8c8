package dev.pullback.bench.peers.blas;

import dev.pullback.bench.peers.peer.Numbers;
import dev.pullback.bench.peers.peer.Task;
import dev.pullback.bench.peers.work.Gemm;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** A matrix product by a library, its operands off the heap. */
final class BlasProduct implements Task {

    /** A page: the libraries are given no reason to complain. */
    static final int ALIGNMENT = 4096;

    private final Gemm gemm;
    private final Sgemm sgemm;
    private final MemorySegment a;
    private final MemorySegment b;
    private final MemorySegment c;

    BlasProduct(Gemm gemm, Sgemm sgemm) {
        this.gemm = gemm;
        this.sgemm = sgemm;
        a = filled(gemm.m() * gemm.k(), 1);
        b = filled(gemm.k() * gemm.n(), 2);
        c = Arena.global().allocate((long) gemm.m() * gemm.n() * Float.BYTES, ALIGNMENT);
    }

    @Override
    public void run(int times) {
        for (int i = 0; i < times; i++) {
            sgemm.multiply(gemm.transposeA(), gemm.transposeB(), gemm.m(), gemm.n(), gemm.k(), a, b, c);
        }
    }

    @Override
    public double[] check() {
        run(1);
        return Numbers.checked(gemm.m() * gemm.n(), i -> c.getAtIndex(ValueLayout.JAVA_FLOAT, i));
    }

    private static MemorySegment filled(int size, long seed) {
        MemorySegment memory = Arena.global().allocate((long) size * Float.BYTES, ALIGNMENT);
        return memory.copyFrom(MemorySegment.ofArray(Numbers.uniform(size, seed, 0.5)));
    }
}
