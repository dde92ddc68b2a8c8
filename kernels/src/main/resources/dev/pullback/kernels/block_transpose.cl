// block_transpose.cl: transposes a VW x VW block held in VW registers, by log2(VW) perfect shuffles of the rows
// (round: rows i and i + VW/2 interleave into rows 2i and 2i+1; after log2(VW) rounds row and column have swapped).
#include "vector.cl"

// The lower or upper halves of two vectors, element by element in turn.
#if VW == 16
#define INTERLEAVE_LOW(a, b)                                                                                           \
    (TV)(a.s0, b.s0, a.s1, b.s1, a.s2, b.s2, a.s3, b.s3, a.s4, b.s4, a.s5, b.s5, a.s6, b.s6, a.s7, b.s7)
#define INTERLEAVE_HIGH(a, b)                                                                                          \
    (TV)(a.s8, b.s8, a.s9, b.s9, a.sa, b.sa, a.sb, b.sb, a.sc, b.sc, a.sd, b.sd, a.se, b.se, a.sf, b.sf)
#elif VW == 8
#define INTERLEAVE_LOW(a, b) (TV)(a.s0, b.s0, a.s1, b.s1, a.s2, b.s2, a.s3, b.s3)
#define INTERLEAVE_HIGH(a, b) (TV)(a.s4, b.s4, a.s5, b.s5, a.s6, b.s6, a.s7, b.s7)
#else
#define INTERLEAVE_LOW(a, b) (TV)(a.s0, b.s0, a.s1, b.s1)
#define INTERLEAVE_HIGH(a, b) (TV)(a.s2, b.s2, a.s3, b.s3)
#endif

static void transpose_block(TV* x) {
#pragma unroll
    for (int round = 1; round < VW; round *= 2) {
        TV y[VW];
#pragma unroll
        for (int i = 0; i < VW / 2; ++i) {
            y[2 * i] = INTERLEAVE_LOW(x[i], x[i + VW / 2]);
            y[2 * i + 1] = INTERLEAVE_HIGH(x[i], x[i + VW / 2]);
        }
#pragma unroll
        for (int i = 0; i < VW; ++i) x[i] = y[i];
    }
}
