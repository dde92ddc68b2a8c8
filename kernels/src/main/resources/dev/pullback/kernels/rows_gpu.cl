// rows_gpu.cl: rows that are worked on as a whole, on a GPU. WGX work-items share a row, WGY rows share a group. What is
// left of the last group has a row without elements and stores nothing, so that all reach every barrier; it must not read the
// last row, which may be written in place, and whose barriers are for local memory only.
//
// Macros  T (of the reductions), VW 1, WGX and WGY (WGX a power of two), [T_OUT], ROW_PARAMS, ROW_ARGS.
// Global  (WGX, ceil(rows / WGY) * WGY), local (WGX, WGY).

__kernel __attribute__((reqd_work_group_size(WGX, WGY, 1)))
void rows_gpu(__global T_OUT* out, const int rows, const int length ROW_PARAMS) {
    __local T partial[WGY][WGX];
    const int x = (int)get_local_id(0), row = (int)get_global_id(1);
    row_program(out, min(row, rows - 1), row < rows ? length : 0, x, row < rows, partial[get_local_id(1)] ROW_ARGS);
}
