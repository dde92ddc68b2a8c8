// reduce_columns_cpu.cl: sum or maximum over the middle axis of an [outer, length, inner] view on a CPU device (the
// bias gradient is one); out is [outer, splits, inner]. Splits as in reduce_rows_cpu.cl.
//
// Macros  T, VW, [T_OUT], [REDUCE_MAX], [PROLOGUE] (sees the [outer * length, inner] view), [EPILOGUE] (sees
//         [outer, inner], so splits must be 1 with it).
// Global  (ceil(inner / (COLUMN_VECTORS * VW)), splits, outer), local (1, 1, 1).
#include "pairwise.cl"
#include "epilogue.cl"

// 4 vectors side by side read whole cache lines of every row.
#define COLUMN_VECTORS 4

// A vector at (row, col), of which `count` elements exist.
static TV load_columns(int row, int col, int count, long index PROLOGUE_PARAMS) {
    if (count >= VW) return prologue_v(row, col, index PROLOGUE_ARGS);
    T lanes[VW];
    for (int i = 0; i < VW; ++i) lanes[i] = i < count ? prologue(row, col + i, index + i PROLOGUE_ARGS) : (T)(IDENTITY);
    return VLOAD(0, lanes);
}

#define ROWS_1(r) load_columns((r), col, count, (long)(r) * inner + col PROLOGUE_ARGS)
#define ROWS_2(r) COMBINE_V(ROWS_1(r), ROWS_1((r) + 1))
#define ROWS_4(r) COMBINE_V(ROWS_2(r), ROWS_2((r) + 2))
#define ROWS_8(r) COMBINE_V(ROWS_4(r), ROWS_4((r) + 4))

__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void reduce_columns_cpu(__global T_OUT* out, const int length, const int inner, const int chunk
                        PROLOGUE_PARAMS EPILOGUE_PARAMS) {
    const int splits = (int)get_global_size(1), split = (int)get_global_id(1), outer = (int)get_global_id(2);
    const int begin = outer * length + split * chunk, end = begin + min(length - split * chunk, chunk);
    const int first_col = (int)get_global_id(0) * COLUMN_VECTORS * VW;
    TV stack[COLUMN_VECTORS][PAIRWISE_LEVELS];
    int depth[COLUMN_VECTORS] = {0};
    int row = begin;
    for (uint blocks = 0; row <= end - 8; ++blocks, row += 8)
        for (int v = 0; v < COLUMN_VECTORS; ++v) {
            const int col = first_col + v * VW, count = inner - col;
            if (count > 0) depth[v] = pairwise_push(stack[v], depth[v], blocks, ROWS_8(row));
        }
    for (int v = 0; v < COLUMN_VECTORS; ++v) {
        const int col = first_col + v * VW, count = inner - col;
        if (count <= 0) break;
        // The rest, fewer than 8 rows, smallest pieces last so that like meets like.
        TV value = (TV)(IDENTITY);
        int r = row;
        if ((end - row) & 4) { value = ROWS_4(r); r += 4; }
        if ((end - row) & 2) { value = COMBINE_V(value, ROWS_2(r)); r += 2; }
        if ((end - row) & 1) value = COMBINE_V(value, ROWS_1(r));
        value = pairwise_finish(stack[v], depth[v], value);
        const int out_row = outer * splits + split;
        const long index = (long)out_row * inner + col;
        if (count >= VW) {
            VSTORE(epilogue_v(value, out_row, col, index, 0 EPILOGUE_ARGS), 0, out + index);
        } else {
            T lanes[VW];
            VSTORE(value, 0, lanes);
            for (int i = 0; i < count; ++i)
                out[index + i] = epilogue(lanes[i], out_row, col + i, index + i, 0 EPILOGUE_ARGS);
        }
    }
}
