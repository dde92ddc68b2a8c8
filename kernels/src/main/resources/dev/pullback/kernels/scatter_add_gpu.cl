// scatter_add_gpu.cl: the adjoint of gather_gpu.cl: out[o, r, c] is the sum of updates[o, i, c] over all i whose
// clamped index is r, added in the order of i, on a GPU. Each work-item owns one element of out and goes through all
// indices, so there is nothing to synchronise and the order never varies. out need not be zeroed before.
//
// Macros  T: float, double or int; VW 1.
// Global  total = outer * length * inner rounded up to the local size; local: any one-dimensional size.
#include "scalar.cl"

__kernel void scatter_add_gpu(__global const T* restrict updates, __global const int* restrict indices,
                              __global T* restrict out, const int length, const int count, const int inner,
                              const long total) {
    const long index = get_global_id(0);
    if (index < total) {
        const long row = index / inner, outer = row / length;
        const int wanted = (int)(row - outer * length);
        updates += outer * count * inner + (index - row * inner);
        T sum = 0;
        for (int at = 0; at < count; ++at)
            if (clamp(indices[at], 0, length - 1) == wanted) sum = PB_JOIN(add_, T)(sum, updates[(long)at * inner]);
        out[index] = sum;
    }
}
