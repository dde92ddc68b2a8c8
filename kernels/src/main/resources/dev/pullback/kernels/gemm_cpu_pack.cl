// gemm_cpu_pack.cl: lays op(B) out in the order in which gemm_cpu reads it: panels of NR = NV * VW columns, each
// k rows of NR contiguous elements, the last panel filled up with zeros. Element (p, j) of op(B) lands at
// (j / NR) * NR * k + p * NR + j % NR of its matrix; a packed matrix has ceil(n / NR) * NR * k elements.
//
// Macros  T, VW, NV, TRANS_B (B is stored n x k).
// Global  (ceil(n / NR), ceil(k / k_chunk), batch), local (1, 1, 1). k_chunk: rows per work-item, a multiple of VW.
#include "vector.cl"
#if TRANS_B
#include "block_transpose.cl"
#endif

#define NR (NV * VW)

__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void gemm_cpu_pack_b(__global const T* restrict b, __global T* restrict packed, const int n, const int k,
                     const long b_offset, const int ldb, const long b_batch, const int k_chunk) {
    const int j = (int)get_global_id(0) * NR;
    const int p_begin = (int)get_global_id(1) * k_chunk;
    const int p_end = min(p_begin + k_chunk, k);
    b += b_offset + (long)get_global_id(2) * b_batch;
    packed += ((long)get_global_id(2) * get_global_size(0) + get_global_id(0)) * NR * k;
#if TRANS_B
    for (int v = 0; v < NV; ++v) {
        const int first = j + v * VW;
        __global const T* from = b + (long)first * ldb;
        __global T* to = packed + v * VW;
        int p = p_begin;
        if (first + VW <= n)
            for (; p + VW <= p_end; p += VW) {
                TV block[VW];
#pragma unroll
                for (int r = 0; r < VW; ++r) block[r] = VLOAD(0, from + (long)r * ldb + p);
                transpose_block(block);
#pragma unroll
                for (int r = 0; r < VW; ++r) VSTORE(block[r], 0, to + (long)(p + r) * NR);
            }
        for (; p < p_end; ++p)
            for (int r = 0; r < VW; ++r) to[(long)p * NR + r] = first + r < n ? from[(long)r * ldb + p] : (T)(0);
    }
#else
    for (int p = p_begin; p < p_end; ++p) {
        __global const T* from = b + (long)p * ldb + j;
        __global T* to = packed + (long)p * NR;
        if (j + NR <= n) {
#pragma unroll
            for (int v = 0; v < NV; ++v) VSTORE(VLOAD(v, from), v, to);
        } else {
            for (int s = 0; s < NR; ++s) to[s] = j + s < n ? from[s] : (T)(0);
        }
    }
#endif
}
