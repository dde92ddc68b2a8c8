// gemm_gpu_sum.cl: C = epilogue(the sum of the partial products that gemm_gpu left), always added in the order of the
// inner axis: the same bits at every run. A work-item finishes VW neighbouring elements of one row.
//
// Macros  T, [T_OUT], VW 4 where n % 4 == 0, else 1; [EPILOGUE] as in gemm_gpu.cl.
// Global  (m * n / VW rounded up to the local size, batch); local (any, 1). m * n * splits < 2^31.
#include "epilogue.cl"

__kernel void gemm_gpu_sum(__global const T* restrict partial, __global T_OUT* c, const int m, const int n,
                           const int splits EPILOGUE_PARAMS) {
    const int size = m * n, place = (int)get_global_id(0) * VW, batch = (int)get_global_id(1);
    if (place < size) {
        const int row = place / n, col = place - row * n;
        const long index = (long)batch * size + place;
        partial += (long)batch * splits * size + place;
#if VW == 4
        PB_JOIN(T, 4) sum = *(__global const PB_JOIN(T, 4)*)partial;
#pragma unroll 8
        for (int split = 1; split < splits; ++split) sum += *(__global const PB_JOIN(T, 4)*)(partial + split * size);
        *(__global PB_JOIN(T_OUT, 4)*)(c + index) = epilogue_v(sum, row, col, index, batch EPILOGUE_ARGS);
#else
        T sum = partial[0];
#pragma unroll 8
        for (int split = 1; split < splits; ++split) sum += partial[split * size];
        c[index] = epilogue(sum, row, col, index, batch EPILOGUE_ARGS);
#endif
    }
}
