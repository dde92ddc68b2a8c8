// block_transpose.cl: transposes a VW x VW block held in VW registers, by log2(VW) perfect shuffles of the rows
// (round: rows i and i + VW/2 interleave into rows 2i and 2i+1; after log2(VW) rounds row and column have swapped).
#include "vector.cl"

static void transpose_block(TV* x) {
#pragma unroll
    for (int round = 1; round < VW; round *= 2) {
        TV y[VW];
#pragma unroll
        for (int i = 0; i < VW / 2; ++i) {
            y[2 * i].even = x[i].lo;
            y[2 * i].odd = x[i + VW / 2].lo;
            y[2 * i + 1].even = x[i].hi;
            y[2 * i + 1].odd = x[i + VW / 2].hi;
        }
#pragma unroll
        for (int i = 0; i < VW; ++i) x[i] = y[i];
    }
}
