// transpose_cpu.cl: [batch, rows, cols] to [batch, cols, rows] on a CPU device, in VW x VW blocks held in registers.
//
// Macros  T: uchar, uint or ulong, by the size of an element; VW.
// Global  (ceil(cols / VW), ceil(rows / row_chunk), batch), local (1, 1, 1). row_chunk: a multiple of VW.
// Leading dimensions ld* and batch strides in elements. Source and target must not overlap.
#include "block_transpose.cl"

__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void transpose_cpu(__global const T* restrict source, __global T* restrict target, const int rows, const int cols,
                   const long source_offset, const int ld_source, const long source_batch,
                   const long target_offset, const int ld_target, const long target_batch, const int row_chunk) {
    const int col = (int)get_global_id(0) * VW, width = min(cols - col, VW);
    const int row_begin = (int)get_global_id(1) * row_chunk;
    const int row_end = row_begin + min(rows - row_begin, row_chunk);
    source += source_offset + (long)get_global_id(2) * source_batch + col;
    target += target_offset + (long)get_global_id(2) * target_batch + (long)col * ld_target;
    int row = row_begin;
    if (width == VW)
        for (; row <= row_end - VW; row += VW) {
            TV block[VW];
#pragma unroll
            for (int i = 0; i < VW; ++i) block[i] = VLOAD(0, source + (long)(row + i) * ld_source);
            transpose_block(block);
#pragma unroll
            for (int i = 0; i < VW; ++i) VSTORE(block[i], 0, target + (long)i * ld_target + row);
        }
    for (; row < row_end; ++row)
        for (int i = 0; i < width; ++i) target[(long)i * ld_target + row] = source[(long)row * ld_source + i];
}
