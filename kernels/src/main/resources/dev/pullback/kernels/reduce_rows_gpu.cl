// reduce_rows_gpu.cl: sum or maximum over the last axis of a [rows, length] view on a GPU; out is [rows, splits].
// WGX work-items share a row (neighbours read neighbours), WGY rows share a group; a halving tree in local memory ends
// it. Splits as in reduce_rows_cpu.cl: keep chunk <= 64 * WGX, so that no item adds more than 64 elements.
//
// Macros  T, [T_OUT], VW 1, WGX and WGY (WGX a power of two), [REDUCE_MAX], [PROLOGUE], [EPILOGUE] (README.md,
//         "Generated code"; epilogue at row, col 0).
// Global  (splits * WGX, ceil(rows / WGY) * WGY), local (WGX, WGY).
#include "prologue.cl"
#include "epilogue.cl"

__kernel __attribute__((reqd_work_group_size(WGX, WGY, 1)))
void reduce_rows_gpu(__global T_OUT* out, const int rows, const int length, const int chunk
                     PROLOGUE_PARAMS EPILOGUE_PARAMS) {
    __local T partial[WGY][WGX];
    const int x = (int)get_local_id(0), y = (int)get_local_id(1);
    const int splits = (int)get_num_groups(0), split = (int)get_group_id(0), row = (int)get_global_id(1);
    const int begin = split * chunk, end = begin + min(length - begin, chunk);
    T value = IDENTITY;
    if (row < rows) {
        const long first = (long)row * length;
        // Two levels of sums keep the rounding error of a long row small.
        for (int outer = begin + x; outer < end; outer += 8 * WGX) {
            T part = IDENTITY;
            const int stop = min(end - outer, 8 * WGX) + outer;
            for (int col = outer; col < stop; col += WGX)
                part = COMBINE(part, prologue(row, col, first + col PROLOGUE_ARGS));
            value = COMBINE(value, part);
        }
    }
    partial[y][x] = value;
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int width = WGX / 2; width > 0; width /= 2) {
        if (x < width) partial[y][x] = COMBINE(partial[y][x], partial[y][x + width]);
        barrier(CLK_LOCAL_MEM_FENCE);
    }
    if (x == 0 && row < rows) {
        const long index = (long)row * splits + split;
        out[index] = epilogue(partial[y][0], row, split, index, 0 EPILOGUE_ARGS);
    }
}
