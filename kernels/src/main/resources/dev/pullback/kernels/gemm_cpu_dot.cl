// gemm_cpu_dot.cl: C = epilogue(A B^T) for CPU devices without packing: both operands are read along k, and each
// register of the MR x NC tile gathers one dot product in its VW lanes. For products too small to earn a
// transposing pack, and for a single row times B^T.
//
// Macros  T, VW, [T_OUT], MR rows and NC columns per register tile; NC divides VW.
// Global  (ceil(ceil(n / VW) / panels), ceil(ceil(m / MR) / tiles), batch * splits), local (1, 1, 1). Any m, n, k.
#include "vector.cl"
#include "epilogue.cl"
#include "lanes.cl"

#pragma OPENCL FP_CONTRACT ON

__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void gemm_cpu_dot(__global const T* restrict a, __global const T* restrict b, __global T_OUT* c,
                  const int m, const int n, const int k,
                  const long a_offset, const int lda, const long a_batch,
                  const long b_offset, const int ldb, const long b_batch,
                  const int tiles, const int panels, const int splits, const int k_split EPILOGUE_PARAMS) {
    const int batch = (int)get_global_id(2) / splits;
    const int k_begin = min(((int)get_global_id(2) - batch * splits) * k_split, k);
    const int k_end = min(k_begin + k_split, k);
    const int k_full = k_begin + (k_end - k_begin) / VW * VW;
    const int j_begin = (int)get_global_id(0) * panels * VW;
    const int j_end = min(j_begin + panels * VW, n);
    const int i_begin = (int)get_global_id(1) * tiles * MR;
    const int i_end = min(i_begin + tiles * MR, m);
    a += a_offset + batch * a_batch;
    b += b_offset + batch * b_batch;
    for (int j = j_begin; j < j_end; j += VW) {
        const int columns = min(VW, n - j);
        for (int i = i_begin; i < i_end; i += MR) {
            const int rows = min(MR, m - i);
            T result[MR * VW];
            for (int s = 0; s < columns; s += NC) {
                // Rows past the end are the last row again: read, never stored.
                __global const T* ap[MR];
                __global const T* bp[NC];
                TV acc[MR][NC];
#pragma unroll
                for (int r = 0; r < MR; ++r) ap[r] = a + (long)min(i + r, m - 1) * lda;
#pragma unroll
                for (int q = 0; q < NC; ++q) bp[q] = b + (long)min(j + s + q, n - 1) * ldb;
#pragma unroll
                for (int r = 0; r < MR; ++r)
#pragma unroll
                    for (int q = 0; q < NC; ++q) acc[r][q] = (TV)(0);
                for (int p = k_begin; p < k_full; p += VW) {
                    TV bv[NC];
#pragma unroll
                    for (int q = 0; q < NC; ++q) bv[q] = VLOAD(0, bp[q] + p);
#pragma unroll
                    for (int r = 0; r < MR; ++r) {
                        const TV av = VLOAD(0, ap[r] + p);
#pragma unroll
                        for (int q = 0; q < NC; ++q) acc[r][q] += av * bv[q];
                    }
                }
                T sum[MR][NC];
#pragma unroll
                for (int r = 0; r < MR; ++r)
#pragma unroll
                    for (int q = 0; q < NC; ++q) sum[r][q] = lane_sum(acc[r][q]);
                for (int p = k_full; p < k_end; ++p)
#pragma unroll
                    for (int r = 0; r < MR; ++r)
#pragma unroll
                        for (int q = 0; q < NC; ++q) sum[r][q] += ap[r][p] * bp[q][p];
#pragma unroll
                for (int r = 0; r < MR; ++r)
#pragma unroll
                    for (int q = 0; q < NC; ++q) result[r * VW + s + q] = sum[r][q];
            }
            for (int r = 0; r < rows; ++r) {
                const long index = ((long)get_global_id(2) * m + i + r) * n + j;
                if (columns == VW)
                    VSTORE(epilogue_v(VLOAD(r, result), i + r, j, index, batch EPILOGUE_ARGS), 0, c + index);
                else
                    for (int s = 0; s < columns; ++s)
                        c[index + s] = epilogue(result[r * VW + s], i + r, j + s, index + s, batch EPILOGUE_ARGS);
            }
        }
    }
}
