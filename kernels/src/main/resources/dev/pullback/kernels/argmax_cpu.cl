// argmax_cpu.cl: the int32 index of the largest element over the middle axis of an [outer, length, inner] view on a
// CPU device. The lowest index wins a tie; the first NaN wins over everything. length >= 1.
//
// Macros  T, VW, [PROLOGUE] as in reduce_rows_cpu.cl (inner == 1) and reduce_columns_cpu.cl (inner > 1).
// Global  argmax_rows_cpu (ceil(rows / rows_per_item)); argmax_columns_cpu (ceil(inner / VW), outer); local 1.
#define REDUCE_MAX
#include "pairwise.cl"

__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void argmax_rows_cpu(__global int* out, const int rows, const int length, const int rows_per_item PROLOGUE_PARAMS) {
    const int row_begin = (int)get_global_id(0) * rows_per_item;
    const int row_end = row_begin + min(rows - row_begin, rows_per_item);
    for (int row = row_begin; row < row_end; ++row) {
        const long first = (long)row * length;
        // The largest value first, in vectors, then where it stands.
        TV best = (TV)(IDENTITY);
        int col = 0;
        for (; col <= length - VW; col += VW) best = COMBINE_V(best, prologue_v(row, col, first + col PROLOGUE_ARGS));
        T value = fold_lanes(best);
        for (; col < length; ++col) value = COMBINE(value, prologue(row, col, first + col PROLOGUE_ARGS));
        int at = 0;
        for (; at < length - 1; ++at) {
            const T x = prologue(row, at, first + at PROLOGUE_ARGS);
            if (x == value || IS_NAN(x)) break;
        }
        out[row] = at;
    }
}

__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void argmax_columns_cpu(__global int* out, const int length, const int inner PROLOGUE_PARAMS) {
    const int first_col = (int)get_global_id(0) * VW, outer = (int)get_global_id(1);
    const int count = min(inner - first_col, VW), first_row = outer * length;
    T best[VW];
    int at[VW];
    for (int i = 0; i < count; ++i) {
        best[i] = prologue(first_row, first_col + i, (long)first_row * inner + first_col + i PROLOGUE_ARGS);
        at[i] = 0;
    }
    for (int r = 1; r < length; ++r)
        for (int i = 0; i < count; ++i) {
            const long index = (long)(first_row + r) * inner + first_col + i;
            const T x = prologue(first_row + r, first_col + i, index PROLOGUE_ARGS);
            if (x > best[i] || (IS_NAN(x) && !IS_NAN(best[i]))) {
                best[i] = x;
                at[i] = r;
            }
        }
    for (int i = 0; i < count; ++i) out[(long)outer * inner + first_col + i] = at[i];
}
