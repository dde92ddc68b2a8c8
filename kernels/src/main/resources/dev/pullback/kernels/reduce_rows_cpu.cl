// reduce_rows_cpu.cl: sum or maximum over the last axis of a [rows, length] view on a CPU device, to [rows, splits].
// A row longer than `chunk` is cut into splits = ceil(length / chunk) partial results, which a second launch reduces;
// then the first launch has no epilogue and the second no prologue. An empty row gives 0, or the lowest value.
//
// Macros  T, VW, [T_OUT], [REDUCE_MAX], [PROLOGUE], [EPILOGUE] (README.md, "Generated code"; epilogue at row, col 0).
// Global  (splits, ceil(rows / rows_per_item)), local (1, 1).
#include "pairwise.cl"
#include "epilogue.cl"

#define BLOCK 16

__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void reduce_rows_cpu(__global T_OUT* out, const int rows, const int length, const int chunk,
                     const int rows_per_item PROLOGUE_PARAMS EPILOGUE_PARAMS) {
    const int splits = (int)get_global_size(0), split = (int)get_global_id(0);
    const int begin = split * chunk, end = begin + min(length - begin, chunk);
    const int row_begin = (int)get_global_id(1) * rows_per_item;
    const int row_end = row_begin + min(rows - row_begin, rows_per_item);
    for (int row = row_begin; row < row_end; ++row) {
        const long first = (long)row * length;
        TV stack[PAIRWISE_LEVELS];
        int depth = 0, col = begin;
        for (uint blocks = 0; col <= end - BLOCK * VW; ++blocks, col += BLOCK * VW) {
            TV t[BLOCK];
#pragma unroll
            for (int i = 0; i < BLOCK; ++i) t[i] = prologue_v(row, col + i * VW, first + col + i * VW PROLOGUE_ARGS);
#pragma unroll
            for (int width = BLOCK / 2; width > 0; width /= 2)
#pragma unroll
                for (int i = 0; i < width; ++i) t[i] = COMBINE_V(t[i], t[i + width]);
            depth = pairwise_push(stack, depth, blocks, t[0]);
        }
        // The rest is shorter than a block; its last vector is filled up with the identity.
        TV rest[BLOCK];
        int filled = 0;
        for (; col <= end - VW; col += VW) rest[filled++] = prologue_v(row, col, first + col PROLOGUE_ARGS);
        if (col < end || filled == 0) {
            T lanes[VW];
            for (int i = 0; i < VW; ++i)
                lanes[i] = col + i < end ? prologue(row, col + i, first + col + i PROLOGUE_ARGS) : (T)(IDENTITY);
            rest[filled++] = VLOAD(0, lanes);
        }
        for (int width = BLOCK / 2; width > 0; width /= 2) {
            for (int i = width; i < filled; ++i) rest[i - width] = COMBINE_V(rest[i - width], rest[i]);
            filled = min(filled, width);
        }
        const T value = fold_lanes(pairwise_finish(stack, depth, rest[0]));
        const long index = (long)row * splits + split;
        out[index] = epilogue(value, row, split, index, 0 EPILOGUE_ARGS);
    }
}
