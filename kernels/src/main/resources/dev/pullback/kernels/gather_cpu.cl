// gather_cpu.cl: rows of an [outer, length, inner] tensor by int32 index on a CPU device; out is [outer, count, inner].
// An index outside 0 .. length-1 is clamped to the nearest row, so nothing outside the tensor is read. length >= 1.
//
// Macros  T: uchar, uint or ulong, by the size of an element; VW.
// Global  (ceil(inner / cols_per_item), ceil(count / rows_per_item), outer), local (1, 1, 1).
#include "vector.cl"

__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void gather_cpu(__global const T* restrict source, __global const int* restrict indices, __global T* restrict out,
                const int length, const int count, const int inner, const int rows_per_item, const int cols_per_item) {
    const int begin = (int)get_global_id(0) * cols_per_item, width = min(inner - begin, cols_per_item);
    const int row_begin = (int)get_global_id(1) * rows_per_item;
    const int row_end = row_begin + min(count - row_begin, rows_per_item);
    source += (long)get_global_id(2) * length * inner + begin;
    out += (long)get_global_id(2) * count * inner + begin;
    for (int row = row_begin; row < row_end; ++row) {
        __global const T* from = source + (long)clamp(indices[row], 0, length - 1) * inner;
        __global T* to = out + (long)row * inner;
        int i = 0;
        for (; i <= width - VW; i += VW) VSTORE(VLOAD(0, from + i), 0, to + i);
        for (; i < width; ++i) to[i] = from[i];
    }
}
