// argmax_gpu.cl: the int32 index of the largest element over the middle axis of an [outer, length, inner] view on a
// GPU. The lowest index wins a tie; the first NaN wins over everything. length >= 1.
//
// Macros  T, VW 1, WGX, WGY, [PROLOGUE] as in reduce_rows_gpu.cl (inner == 1, WGX a power of two) and
//         reduce_columns_gpu.cl (inner > 1, WGY a power of two).
// Global  argmax_rows_gpu (WGX, ceil(rows / WGY) * WGY); argmax_columns_gpu (ceil(inner / WGX) * WGX, WGY, outer).
// Local   (WGX, WGY) and (WGX, WGY, 1).
#include "prologue.cl"

// Whether x at index i goes before the best so far; an index below zero stands for "nothing yet".
static int wins(T x, int i, T best, int at) {
    if (i < 0) return 0;
    if (at < 0) return 1;
    if (IS_NAN(x) || IS_NAN(best)) return IS_NAN(x) && (!IS_NAN(best) || i < at);
    return x > best || (x == best && i < at);
}

__kernel __attribute__((reqd_work_group_size(WGX, WGY, 1)))
void argmax_rows_gpu(__global int* out, const int rows, const int length PROLOGUE_PARAMS) {
    __local T values[WGY][WGX];
    __local int places[WGY][WGX];
    const int x = (int)get_local_id(0), y = (int)get_local_id(1), row = (int)get_global_id(1);
    T best = 0;
    int at = -1;
    if (row < rows)
        for (int col = x; col < length; col += WGX) {
            const T value = prologue(row, col, (long)row * length + col PROLOGUE_ARGS);
            if (wins(value, col, best, at)) { best = value; at = col; }
        }
    values[y][x] = best;
    places[y][x] = at;
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int width = WGX / 2; width > 0; width /= 2) {
        if (x < width && wins(values[y][x + width], places[y][x + width], values[y][x], places[y][x])) {
            values[y][x] = values[y][x + width];
            places[y][x] = places[y][x + width];
        }
        barrier(CLK_LOCAL_MEM_FENCE);
    }
    if (x == 0 && row < rows) out[row] = places[y][0];
}

__kernel __attribute__((reqd_work_group_size(WGX, WGY, 1)))
void argmax_columns_gpu(__global int* out, const int length, const int inner PROLOGUE_PARAMS) {
    __local T values[WGY][WGX];
    __local int places[WGY][WGX];
    const int x = (int)get_local_id(0), y = (int)get_local_id(1), col = (int)get_global_id(0);
    const int first_row = (int)get_group_id(2) * length;
    T best = 0;
    int at = -1;
    if (col < inner)
        for (int r = y; r < length; r += WGY) {
            const T value = prologue(first_row + r, col, (long)(first_row + r) * inner + col PROLOGUE_ARGS);
            if (wins(value, r, best, at)) { best = value; at = r; }
        }
    values[y][x] = best;
    places[y][x] = at;
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int width = WGY / 2; width > 0; width /= 2) {
        if (y < width && wins(values[y + width][x], places[y + width][x], values[y][x], places[y][x])) {
            values[y][x] = values[y + width][x];
            places[y][x] = places[y + width][x];
        }
        barrier(CLK_LOCAL_MEM_FENCE);
    }
    if (y == 0 && col < inner) out[(long)get_group_id(2) * inner + col] = places[0][x];
}
