// gemm_gpu.cl: C = epilogue(op(A) op(B)) for GPUs, per matrix of a batch. A group computes a BM x BN tile of C from
// BK-deep slices of A and B in local memory: while one slice is multiplied, the next is on its way from global memory
// to registers, then to the other half of the local buffers; one barrier per slice. A work-item holds TM x TN results
// as fragments of four rows by four columns; 32 neighbouring items cover 4 x 8 fragments, so that their reads of local
// memory neither collide nor repeat.
//
// Macros  T, [T_OUT], VW 4 (or 1 with C_VECTOR 0), TRANS_A, TRANS_B, BM, BN, BK, TM, TN: TM and TN multiples of 4,
//         BN / TN a multiple of 8, BM / TM a multiple of 4, BK a multiple of 4. THREADS = (BM / TM) * (BN / TN) items
//         divide BM * BK / 4 and BN * BK / 4, and are a multiple of BM / 4, BN / 4 and BK / 4.
//         A_VECTOR, B_VECTOR 1: rows of the stored matrix have a length, leading dimension, offset and batch stride
//         that are multiples of 4 (k_split too), so that they are read 4 elements at a time; else 0.
//         C_VECTOR 1: n % 4 == 0; else 0.
// Global  (THREADS * ceil(n / BN), ceil(m / BM), batch * splits), local (THREADS, 1, 1). Any m, n, k.
// Local memory  2 * BK * (BM + BN + 8) * sizeof(T) bytes.
#include "epilogue.cl"

#define T4 PB_JOIN(T, 4)
#define THREADS ((BM / TM) * (BN / TN))
#define ITEM_COLUMNS (BN / TN)
// Four more than the tile is wide: the transposing stores of one column then fall into different banks.
#define A_LINE ((BM + 4) / 4)
#define B_LINE ((BN + 4) / 4)
#define A_LOADS (BM * BK / 4 / THREADS)
#define B_LOADS (BN * BK / 4 / THREADS)
#if BM * BK / 4 % THREADS || BN * BK / 4 % THREADS || ITEM_COLUMNS % 8 || BM / TM % 4 || TM % 4 || TN % 4 || BK % 4 || \
    TRANS_A && THREADS % (BM / 4) || !TRANS_B && THREADS % (BN / 4) || (!TRANS_A || TRANS_B) && THREADS % (BK / 4)
#error "BM, BN, BK, TM and TN do not fit together: see the head of gemm_gpu.cl"
#endif

// Four elements from `from` on, of which `valid` exist; the others are zero. A vector is inside or outside as a whole.
static T4 load_whole(__global const T* from, int valid) {
    return valid > 0 ? *(__global const T4*)from : (T4)(0);
}

static T4 load_single(__global const T* from, int valid) {
    return (T4)(valid > 0 ? from[0] : (T)(0), valid > 1 ? from[1] : (T)(0), valid > 2 ? from[2] : (T)(0),
                valid > 3 ? from[3] : (T)(0));
}

// A work-item loads its vectors of a slice from one column and rows a fixed step apart (ALONG: memory runs along the
// tile's side), or from one depth and lines a fixed step apart (ACROSS: memory runs along the depth).
#define ALONG_X(width) (int)(item % ((width) / 4) * 4)
#define ALONG_P(width) (int)(item / ((width) / 4))
#define ALONG_STEP(width) (THREADS / ((width) / 4))
#define ACROSS_X (int)(item / (BK / 4))
#define ACROSS_P (int)(item % (BK / 4) * 4)
#define ACROSS_STEP (THREADS / (BK / 4))

static void store_across(__local T* slice, int line, T4 value) {
    slice[0] = value.s0;
    slice[line] = value.s1;
    slice[2 * line] = value.s2;
    slice[3 * line] = value.s3;
}

#if A_VECTOR
#define A_LOAD load_whole
#else
#define A_LOAD load_single
#endif
#if B_VECTOR
#define B_LOAD load_whole
#else
#define B_LOAD load_single
#endif

#pragma OPENCL FP_CONTRACT ON

__kernel __attribute__((reqd_work_group_size(THREADS, 1, 1)))
void gemm_gpu(__global const T* restrict a, __global const T* restrict b, __global T_OUT* c,
              const int m, const int n, const int k,
              const long a_offset, const int lda, const long a_batch,
              const long b_offset, const int ldb, const long b_batch,
              const int splits, const int k_split EPILOGUE_PARAMS) {
    __local T4 a_slice[2][BK][A_LINE];
    __local T4 b_slice[2][BK][B_LINE];
    const uint item = get_local_id(0), lane = item % 32, warp = item / 32;
    const int tx = warp % (ITEM_COLUMNS / 8) * 8 + lane % 8;
    const int ty = warp / (ITEM_COLUMNS / 8) * 4 + lane / 8;
    const int z = (int)get_group_id(2), batch = z / splits;
    const int i0 = (int)get_group_id(1) * BM, j0 = (int)get_group_id(0) * BN;
    const int k_begin = min((z - batch * splits) * k_split, k), k_end = k_begin + min(k - k_begin, k_split);
    const int slices = (k_end - k_begin + BK - 1) / BK;
    a += a_offset + batch * a_batch;
    b += b_offset + batch * b_batch;

    T4 acc[TM][TN / 4];
#pragma unroll
    for (int r = 0; r < TM; ++r)
#pragma unroll
        for (int s = 0; s < TN / 4; ++s) acc[r][s] = (T4)(0);

    // Each item's place in the slices is found once, and moves on by a step: addresses computed anew for every load
    // cost an H100 an eighth of its speed.
#if TRANS_A
    const int a_x = ALONG_X(BM), a_p = ALONG_P(BM);
    const long a_step = ALONG_STEP(BM) * (long)lda, a_slice_step = BK * (long)lda;
    a += (long)(k_begin + a_p) * lda + i0 + a_x;
#else
    const int a_x = ACROSS_X, a_p = ACROSS_P;
    const long a_step = ACROSS_STEP * (long)lda, a_slice_step = BK;
    a += (long)(i0 + a_x) * lda + k_begin + a_p;
#endif
#if TRANS_B
    const int b_x = ACROSS_X, b_p = ACROSS_P;
    const long b_step = ACROSS_STEP * (long)ldb, b_slice_step = BK;
    b += (long)(j0 + b_x) * ldb + k_begin + b_p;
#else
    const int b_x = ALONG_X(BN), b_p = ALONG_P(BN);
    const long b_step = ALONG_STEP(BN) * (long)ldb, b_slice_step = BK * (long)ldb;
    b += (long)(k_begin + b_p) * ldb + j0 + b_x;
#endif
    const int a_left = m - i0 - a_x, b_left = n - j0 - b_x;

    T4 a_next[A_LOADS], b_next[B_LOADS];
    // One pass more than there are slices: pass t fetches slice t and multiplies slice t - 1.
    for (int t = 0; t <= slices; ++t) {
        if (t < slices) {
            const int p_left = k_end - k_begin - t * BK;
#pragma unroll
            for (int l = 0; l < A_LOADS; ++l)
#if TRANS_A
                a_next[l] = A_LOAD(a + l * a_step, l * ALONG_STEP(BM) < p_left - a_p ? a_left : 0);
#else
                a_next[l] = A_LOAD(a + l * a_step, l * ACROSS_STEP < a_left ? p_left - a_p : 0);
#endif
#pragma unroll
            for (int l = 0; l < B_LOADS; ++l)
#if TRANS_B
                b_next[l] = B_LOAD(b + l * b_step, l * ACROSS_STEP < b_left ? p_left - b_p : 0);
#else
                b_next[l] = B_LOAD(b + l * b_step, l * ALONG_STEP(BN) < p_left - b_p ? b_left : 0);
#endif
            a += a_slice_step;
            b += b_slice_step;
        }
        if (t > 0) {
#pragma unroll
            for (int p = 0; p < BK; ++p) {
                T4 av[TM / 4], bv[TN / 4];
#pragma unroll
                for (int r = 0; r < TM / 4; ++r) av[r] = a_slice[(t - 1) & 1][p][r * (BM / TM) + ty];
#pragma unroll
                for (int s = 0; s < TN / 4; ++s) bv[s] = b_slice[(t - 1) & 1][p][s * (BN / TN) + tx];
#pragma unroll
                for (int r = 0; r < TM / 4; ++r)
#pragma unroll
                    for (int s = 0; s < TN / 4; ++s) {
                        acc[4 * r][s] += av[r].s0 * bv[s];
                        acc[4 * r + 1][s] += av[r].s1 * bv[s];
                        acc[4 * r + 2][s] += av[r].s2 * bv[s];
                        acc[4 * r + 3][s] += av[r].s3 * bv[s];
                    }
            }
        }
        if (t < slices) {
#pragma unroll
            for (int l = 0; l < A_LOADS; ++l)
#if TRANS_A
                a_slice[t & 1][a_p + l * ALONG_STEP(BM)][a_x / 4] = a_next[l];
#else
                store_across((__local T*)a_slice[t & 1][a_p] + a_x + l * ACROSS_STEP, 4 * A_LINE, a_next[l]);
#endif
#pragma unroll
            for (int l = 0; l < B_LOADS; ++l)
#if TRANS_B
                store_across((__local T*)b_slice[t & 1][b_p] + b_x + l * ACROSS_STEP, 4 * B_LINE, b_next[l]);
#else
                b_slice[t & 1][b_p + l * ALONG_STEP(BN)][b_x / 4] = b_next[l];
#endif
        }
        barrier(CLK_LOCAL_MEM_FENCE);
    }

#pragma unroll
    for (int r = 0; r < TM; ++r) {
        const int row = i0 + r / 4 * (4 * BM / TM) + ty * 4 + r % 4;
        if (row < m) {
#pragma unroll
            for (int s = 0; s < TN / 4; ++s) {
                const int col = j0 + s * (4 * BN / TN) + tx * 4;
                const long index = ((long)z * m + row) * n + col;
#if C_VECTOR
                __global PB_JOIN(T_OUT, 4)* to = (__global PB_JOIN(T_OUT, 4)*)(c + index);
                if (col < n) *to = epilogue_v(acc[r][s], row, col, index, batch EPILOGUE_ARGS);
#else
                if (col < n) c[index] = epilogue(acc[r][s].s0, row, col, index, batch EPILOGUE_ARGS);
                if (col + 1 < n) c[index + 1] = epilogue(acc[r][s].s1, row, col + 1, index + 1, batch EPILOGUE_ARGS);
                if (col + 2 < n) c[index + 2] = epilogue(acc[r][s].s2, row, col + 2, index + 2, batch EPILOGUE_ARGS);
                if (col + 3 < n) c[index + 3] = epilogue(acc[r][s].s3, row, col + 3, index + 3, batch EPILOGUE_ARGS);
#endif
            }
        }
    }
}
