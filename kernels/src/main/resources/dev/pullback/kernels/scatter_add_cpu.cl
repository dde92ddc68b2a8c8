// scatter_add_cpu.cl: the adjoint of gather_cpu.cl: out[o, r, c] is the sum of updates[o, i, c] over all i whose
// clamped index is r, added in the order of i, on a CPU device. Each work-item owns a block of out and goes through all
// indices once, so no two items write one element and the order never varies. out need not be zeroed before.
//
// Macros  T: float, double or int; VW.
// Global  (ceil(inner / cols_per_item), ceil(length / rows_per_item), outer), local (1, 1, 1).
#include "vector.cl"

#define ADD PB_JOIN(add_, T)
#define ADD_V PB_JOIN(add_, TV)

__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void scatter_add_cpu(__global const T* restrict updates, __global const int* restrict indices, __global T* restrict out,
                     const int length, const int count, const int inner,
                     const int rows_per_item, const int cols_per_item) {
    const int begin = (int)get_global_id(0) * cols_per_item, width = min(inner - begin, cols_per_item);
    const int row_begin = (int)get_global_id(1) * rows_per_item;
    const int row_end = row_begin + min(length - row_begin, rows_per_item);
    updates += (long)get_global_id(2) * count * inner + begin;
    out += (long)get_global_id(2) * length * inner + begin;
    for (int row = row_begin; row < row_end; ++row)
        for (int i = 0; i < width; ++i) out[(long)row * inner + i] = 0;
    for (int at = 0; at < count; ++at) {
        const int row = clamp(indices[at], 0, length - 1);
        if (row >= row_begin && row < row_end) {
            __global const T* from = updates + (long)at * inner;
            __global T* to = out + (long)row * inner;
            int i = 0;
            for (; i <= width - VW; i += VW) VSTORE(ADD_V(VLOAD(0, to + i), VLOAD(0, from + i)), 0, to + i);
            for (; i < width; ++i) to[i] = ADD(to[i], from[i]);
        }
    }
}
