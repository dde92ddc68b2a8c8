package dev.pullback.bench.peers.blas;

import java.lang.foreign.MemorySegment;

/** C = op(A)·op(B) of row-major float32 matrices without gaps, as a library computes it. */
interface Sgemm {

    void multiply(
            boolean transposeA,
            boolean transposeB,
            int m,
            int n,
            int k,
            MemorySegment a,
            MemorySegment b,
            MemorySegment c);
}
