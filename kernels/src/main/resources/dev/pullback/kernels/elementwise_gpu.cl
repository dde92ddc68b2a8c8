// elementwise_gpu.cl: runs a generated cluster of elementwise ops over a [rows, cols] view, VW elements per work-item.
//
// Macros  VW 1 or 4, CLUSTER_PARAMS, CLUSTER_ARGS and the functions cluster and, for VW 4, cluster_v (README.md,
//         "Generated code"); cols a multiple of VW, or [LINEAR]: the cluster uses neither row nor col, which saves the
//         division; [WIDE_INDEX]: count >= 2^31.
// Global  count / VW (count = rows * cols) rounded up to the local size; local: any one-dimensional size, 256 is usual.
#include "scalar.cl"

__kernel void elementwise_gpu(const long count, const int cols CLUSTER_PARAMS) {
    const long index = (long)get_global_id(0) * VW;
    if (index < count) {
#if defined(LINEAR)
        const int row = 0, col = 0;
#elif defined(WIDE_INDEX)
        const int row = (int)(index / cols), col = (int)(index - (long)row * cols);
#else
        const int row = (int)((uint)index / (uint)cols), col = (int)index - row * cols;
#endif
#if VW == 1
        cluster(row, col, index CLUSTER_ARGS);
#else
        if (index <= count - VW)
            cluster_v(row, col, index CLUSTER_ARGS);
        else
            for (long rest = index; rest < count; ++rest) cluster(row, col, rest CLUSTER_ARGS);
#endif
    }
}
