// gemm_cpu.cl: C = epilogue(op(A) op(B)) for CPU devices, per matrix of a batch. One work-item is one group and owns a
// block of C; an MR x (NV * VW) register tile of explicit vectors is all the parallelism it needs. No local memory,
// no barrier (either would push the tile out of registers on a CPU), no access outside the matrices.
//
// Macros  T, VW, [T_OUT], MR rows and NV vectors per register tile, TRANS_A (A is stored k x m),
//         B_PACKED 1: b comes from gemm_cpu_pack_b with the same NV and VW; 0: b is a plain matrix and n >= NV * VW,
//         [K_BLOCKED]: sum over k in blocks of k_block, kept between the blocks in `partial`.
// Always  m >= MR. The last row of tiles is moved up to end at row m and stores only the rows that are its own.
// Global  (ceil(ceil(n / (NV*VW)) / panels), ceil(ceil(m / MR) / tiles), batch * splits), local (1, 1, 1).
#include "vector.cl"
#include "epilogue.cl"

#define NR (NV * VW)

// A product and its sum may round once instead of twice here, unlike in elementwise code.
#pragma OPENCL FP_CONTRACT ON

__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void gemm_cpu(__global const T* restrict a, __global const T* restrict b, __global T_OUT* c,
              const int m, const int n, const int k,
              const long a_offset, const int lda, const long a_batch,
              const long b_offset, const int ldb, const long b_batch,
              const int tiles, const int panels, const int splits, const int k_split
#ifdef K_BLOCKED
              , __global T* partial, const int k_block
#endif
              EPILOGUE_PARAMS) {
    const int batch = (int)get_global_id(2) / splits;
    const int k_begin = min(((int)get_global_id(2) - batch * splits) * k_split, k);
    const int k_end = min(k_begin + k_split, k);
    const int j_begin = (int)get_global_id(0) * panels * NR;
    const int j_end = min(j_begin + panels * NR, n);
    const int i_begin = (int)get_global_id(1) * tiles * MR;
    const int i_end = min(i_begin + tiles * MR, m);
    a += a_offset + batch * a_batch;
    b += b_offset + batch * b_batch;
#ifdef K_BLOCKED
    const int tile_columns = (n + NR - 1) / NR, tile_rows = (m + MR - 1) / MR;
    for (int k0 = k_begin; k0 < k_end || k0 == k_begin; k0 += k_block) {
        const int k1 = min(k0 + k_block, k_end);
#else
    {
        const int k0 = k_begin, k1 = k_end;
#endif
        for (int j = j_begin; j < j_end; j += NR) {
#if B_PACKED
            const int j0 = j, b_step = NR;
            __global const T* b_tile = b + (long)j * k + (long)k0 * NR;
#else
            const int j0 = min(j, n - NR), b_step = ldb;
            __global const T* b_tile = b + (long)k0 * ldb + j0;
#endif
            for (int i = i_begin; i < i_end; i += MR) {
                const int i0 = min(i, m - MR);
#if TRANS_A
                const int a_step = lda, a_row = 1;
                __global const T* ap = a + (long)k0 * lda + i0;
#else
                const int a_step = 1, a_row = lda;
                __global const T* ap = a + (long)i0 * lda + k0;
#endif
                __global const T* bp = b_tile;
                TV acc[MR][NV];
#ifdef K_BLOCKED
                __global T* kept = partial
                    + (((long)get_global_id(2) * tile_rows + i / MR) * tile_columns + j / NR) * MR * NR;
#pragma unroll
                for (int r = 0; r < MR; ++r)
#pragma unroll
                    for (int v = 0; v < NV; ++v) acc[r][v] = k0 > k_begin ? VLOAD(r * NV + v, kept) : (TV)(0);
#else
#pragma unroll
                for (int r = 0; r < MR; ++r)
#pragma unroll
                    for (int v = 0; v < NV; ++v) acc[r][v] = (TV)(0);
#endif
                for (int p = k0; p < k1; ++p) {
                    TV bv[NV];
#pragma unroll
                    for (int v = 0; v < NV; ++v) bv[v] = VLOAD(v, bp);
#pragma unroll
                    for (int r = 0; r < MR; ++r)
#pragma unroll
                        for (int v = 0; v < NV; ++v) acc[r][v] += ap[r * a_row] * bv[v];
                    ap += a_step;
                    bp += b_step;
                }
#ifdef K_BLOCKED
                if (k1 < k_end) {
#pragma unroll
                    for (int r = 0; r < MR; ++r)
#pragma unroll
                        for (int v = 0; v < NV; ++v) VSTORE(acc[r][v], r * NV + v, kept);
                    continue;
                }
#endif
                const long first_row = (long)get_global_id(2) * m + i0;
                if (j0 == j && j + NR <= n) {
#pragma unroll
                    for (int r = 0; r < MR; ++r)
                        if (i0 + r >= i) {
#pragma unroll
                            for (int v = 0; v < NV; ++v) {
                                const long index = (first_row + r) * n + j + v * VW;
                                const TV_OUT value =
                                    epilogue_v(acc[r][v], i0 + r, j + v * VW, index, batch EPILOGUE_ARGS);
                                VSTORE(value, 0, c + index);
                            }
                        }
                } else {
                    T edge[MR * NR];
#pragma unroll
                    for (int r = 0; r < MR; ++r)
#pragma unroll
                        for (int v = 0; v < NV; ++v) VSTORE(acc[r][v], r * NV + v, edge);
                    for (int r = i - i0; r < MR; ++r)
                        for (int s = j - j0; s < NR && j0 + s < n; ++s) {
                            const long index = (first_row + r) * n + j0 + s;
                            c[index] = epilogue(edge[r * NR + s], i0 + r, j0 + s, index, batch EPILOGUE_ARGS);
                        }
                }
            }
        }
    }
}
