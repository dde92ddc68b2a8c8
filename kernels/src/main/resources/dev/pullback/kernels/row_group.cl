// row_group.cl: what generated row programs of the gpu family call: WGX work-items combine a value each, by a halving tree
// in local memory, and all get the result. Every work-item of the group has to call it. T, WGX a power of two.
#include "scalar.cl"
#include "lowest.cl"
#ifndef T_OUT
#define T_OUT T
#endif
#define ROW_LOWEST PB_JOIN(PB_LOWEST_, T)

static T row_sum(__local T* partial, int x, T value) {
    partial[x] = value;
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int width = WGX / 2; width > 0; width /= 2) {
        if (x < width) partial[x] = PB_JOIN(add_, T)(partial[x], partial[x + width]);
        barrier(CLK_LOCAL_MEM_FENCE);
    }
    const T result = partial[0];
    barrier(CLK_LOCAL_MEM_FENCE);
    return result;
}

static T row_max(__local T* partial, int x, T value) {
    partial[x] = value;
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int width = WGX / 2; width > 0; width /= 2) {
        if (x < width) partial[x] = PB_JOIN(maximum_, T)(partial[x], partial[x + width]);
        barrier(CLK_LOCAL_MEM_FENCE);
    }
    const T result = partial[0];
    barrier(CLK_LOCAL_MEM_FENCE);
    return result;
}
