// reduce_columns_gpu.cl: sum or maximum over the middle axis of an [outer, length, inner] view on a GPU; out is
// [outer, splits, inner]. A group covers WGX neighbouring columns; its WGY rows of work-items share the length, a
// halving tree in local memory ends it. Splits as in reduce_rows_cpu.cl: keep chunk <= 64 * WGY.
//
// Macros  T, [T_OUT], VW 1, WGX and WGY (WGY a power of two), [REDUCE_MAX], [PROLOGUE] (sees the
//         [outer * length, inner] view), [EPILOGUE] (sees [outer, inner], so splits must be 1 with it).
// Global  (ceil(inner / WGX) * WGX, splits * WGY, outer), local (WGX, WGY, 1).
#include "prologue.cl"
#include "epilogue.cl"

__kernel __attribute__((reqd_work_group_size(WGX, WGY, 1)))
void reduce_columns_gpu(__global T_OUT* out, const int length, const int inner, const int chunk
                        PROLOGUE_PARAMS EPILOGUE_PARAMS) {
    __local T partial[WGY][WGX];
    const int x = (int)get_local_id(0), y = (int)get_local_id(1), col = (int)get_global_id(0);
    const int splits = (int)get_num_groups(1), split = (int)get_group_id(1), outer = (int)get_group_id(2);
    const int begin = outer * length + split * chunk, end = begin + min(length - split * chunk, chunk);
    T value = IDENTITY;
    if (col < inner) {
        for (int first = begin + y; first < end; first += 8 * WGY) {
            T part = IDENTITY;
            const int stop = first + min(end - first, 8 * WGY);
            for (int row = first; row < stop; row += WGY)
                part = COMBINE(part, prologue(row, col, (long)row * inner + col PROLOGUE_ARGS));
            value = COMBINE(value, part);
        }
    }
    partial[y][x] = value;
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int width = WGY / 2; width > 0; width /= 2) {
        if (y < width) partial[y][x] = COMBINE(partial[y][x], partial[y + width][x]);
        barrier(CLK_LOCAL_MEM_FENCE);
    }
    if (y == 0 && col < inner) {
        const int out_row = outer * splits + split;
        const long index = (long)out_row * inner + col;
        out[index] = epilogue(partial[0][x], out_row, col, index, 0 EPILOGUE_ARGS);
    }
}
