// elementwise_gpu.cl: runs a generated cluster of elementwise ops over a [rows, cols] view, one element per work-item.
//
// Macros  CLUSTER_PARAMS, CLUSTER_ARGS and the function cluster (README.md, "Generated code");
//         [LINEAR]: the cluster uses neither row nor col, which saves the division; [WIDE_INDEX]: count >= 2^31.
// Global  count = rows * cols rounded up to the local size; local: any one-dimensional size, 256 is usual.
#include "scalar.cl"

__kernel void elementwise_gpu(const long count, const int cols CLUSTER_PARAMS) {
    const long index = get_global_id(0);
    if (index < count) {
#if defined(LINEAR)
        const int row = 0, col = 0;
#elif defined(WIDE_INDEX)
        const int row = (int)(index / cols), col = (int)(index - (long)row * cols);
#else
        const int row = (int)((uint)index / (uint)cols), col = (int)index - row * cols;
#endif
        cluster(row, col, index CLUSTER_ARGS);
    }
}
