// rows_cpu.cl: rows that are worked on as a whole, on a CPU device: softmax, normalised rows, what is pulled through them.
// The generated row_program (README.md, "Row programs") goes over one row as often as it has reductions, and once more.
//
// Macros  T (of the reductions), VW, [T_OUT], ROW_PARAMS, ROW_ARGS.
// Global  ceil(rows / rows_per_item), local 1.

__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void rows_cpu(__global T_OUT* out, const int rows, const int length, const int rows_per_item ROW_PARAMS) {
    const int begin = (int)get_global_id(0) * rows_per_item, end = begin + min(rows - begin, rows_per_item);
    for (int row = begin; row < end; ++row) row_program(out, row, length ROW_ARGS);
}
