// copy_cpu.cl: strided copy on a CPU device: transpose, slice, broadcast, the parts of a concatenation, the inside of a
// padded tensor. Each work-item takes a block of the [rows, length of the last axis] view of what is copied, where
// rows is the product of the other lengths. Give the axes in the target's order, lengths of 1 dropped, neighbours that
// both sides walk as one merged.
//
// Macros  T: uchar, uint or ulong, by the size of an element; VW; RANK 1 to 8.
// Global  (ceil(length of the last axis / cols_per_item), ceil(rows / rows_per_item)), local (1, 1).
// Source and target must not overlap.
#include "vector.cl"
#include "strides.cl"

__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void copy_cpu(__global const T* restrict source, __global T* restrict target,
              const long source_offset, const long target_offset,
              const long rows, const int rows_per_item, const int cols_per_item STRIDED_PARAMS) {
    const int begin = (int)get_global_id(0) * cols_per_item;
    const int count = min(INNER(n) - begin, cols_per_item);
    const long row_begin = (long)get_global_id(1) * rows_per_item;
    const long row_end = min(rows, row_begin + rows_per_item);
    for (long row = row_begin; row < row_end; ++row) {
        long rest = row, next, from = source_offset + begin * INNER(s), to = target_offset + begin * INNER(t);
        PLACE_OUTER
        int i = 0;
        if (INNER(t) == 1 && INNER(s) == 1) {
            for (; i <= count - VW; i += VW) VSTORE(VLOAD(0, source + from + i), 0, target + to + i);
        } else if (INNER(t) == 1 && INNER(s) == 0) {
            const TV value = (TV)(source[from]);
            for (; i <= count - VW; i += VW) VSTORE(value, 0, target + to + i);
        }
        for (; i < count; ++i) target[to + i * INNER(t)] = source[from + i * INNER(s)];
    }
}
