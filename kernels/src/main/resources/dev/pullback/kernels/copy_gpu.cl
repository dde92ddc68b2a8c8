// copy_gpu.cl: strided copy on a GPU, one element per work-item; see copy_cpu.cl for what it serves. A transpose of the
// last two axes is faster with transpose_gpu.cl.
//
// Macros  T: uchar, uint or ulong, by the size of an element; RANK 1 to 8.
// Global  count (the product of all lengths) rounded up to the local size; local: any one-dimensional size.
// Source and target must not overlap.
#include "strides.cl"

__kernel void copy_gpu(__global const T* restrict source, __global T* restrict target,
                       const long source_offset, const long target_offset, const long count STRIDED_PARAMS) {
    const long index = get_global_id(0);
    if (index < count) {
#ifdef WIDE_INDEX
        long rest = index, next;
#else
        int rest = (int)index, next;
#endif
        long from = source_offset, to = target_offset;
        PLACE_ALL
        target[to] = source[from];
    }
}
