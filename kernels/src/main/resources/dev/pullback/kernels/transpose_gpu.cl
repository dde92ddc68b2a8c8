// transpose_gpu.cl: [batch, rows, cols] to [batch, cols, rows] on a GPU, in 32 x 32 tiles through local memory, so that
// both sides are touched in runs of neighbours.
//
// Macros  T: uchar, uint or ulong, by the size of an element.
// Global  (ceil(cols / 32) * 32, ceil(rows / 32) * 8, batch), local (32, 8, 1).
// Leading dimensions ld* and batch strides in elements. Source and target must not overlap.
#define TILE 32
#define TILE_STEP 8

__kernel __attribute__((reqd_work_group_size(TILE, TILE_STEP, 1)))
void transpose_gpu(__global const T* restrict source, __global T* restrict target, const int rows, const int cols,
                   const long source_offset, const int ld_source, const long source_batch,
                   const long target_offset, const int ld_target, const long target_batch) {
    // One column more than needed: the reads down a column then fall into different banks.
    __local T tile[TILE][TILE + 1];
    const int x = (int)get_local_id(0), y = (int)get_local_id(1);
    const int row0 = (int)get_group_id(1) * TILE, col0 = (int)get_group_id(0) * TILE;
    source += source_offset + (long)get_group_id(2) * source_batch;
    target += target_offset + (long)get_group_id(2) * target_batch;
    for (int i = y; i < TILE; i += TILE_STEP)
        if (row0 + i < rows && col0 + x < cols) tile[i][x] = source[(long)(row0 + i) * ld_source + col0 + x];
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int i = y; i < TILE; i += TILE_STEP)
        if (col0 + i < cols && row0 + x < rows) target[(long)(col0 + i) * ld_target + row0 + x] = tile[x][i];
}
