// elementwise_cpu.cl: runs a generated cluster of elementwise ops over a [rows, cols] view on a CPU device. Each
// work-item takes a block of the view and walks its rows vector by vector; a vector never crosses the end of a row.
//
// Macros  VW, CLUSTER_PARAMS, CLUSTER_ARGS and the functions cluster, cluster_v (README.md, "Generated code");
//         [CLUSTER_SCALAR]: there is no cluster_v, call cluster for every element.
// Global  (ceil(cols / cols_per_item), ceil(rows / rows_per_item)), local (1, 1). cols_per_item: a multiple of VW.
#include "scalar.cl"

__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void elementwise_cpu(const int rows, const int cols, const int rows_per_item, const int cols_per_item CLUSTER_PARAMS) {
    const int col_begin = (int)get_global_id(0) * cols_per_item;
    const int col_end = min(cols - col_begin, cols_per_item) + col_begin;
    const int row_begin = (int)get_global_id(1) * rows_per_item;
    const int row_end = min(rows - row_begin, rows_per_item) + row_begin;
    for (int row = row_begin; row < row_end; ++row) {
        const long first = (long)row * cols;
        int col = col_begin;
#ifndef CLUSTER_SCALAR
        for (; col <= col_end - VW; col += VW) cluster_v(row, col, first + col CLUSTER_ARGS);
#endif
        for (; col < col_end; ++col) cluster(row, col, first + col CLUSTER_ARGS);
    }
}
