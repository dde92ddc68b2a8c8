// prologue.cl: where a reduction gets its elements from, and how it combines them.
// Define PROLOGUE, the two macros and the functions (README.md, "Generated code") to fuse elementwise ops in front of
// the reduction; otherwise the elements are those of one buffer of T. T: float, double or int.
// REDUCE_MAX defined: the maximum (NaN wins); else the sum.
#include "scalar.cl"
#include "lowest.cl"

#ifndef PROLOGUE
#define PROLOGUE_PARAMS , __global const T* elements
#define PROLOGUE_ARGS , elements
static T prologue(int row, int col, long index PROLOGUE_PARAMS) { return elements[index]; }
#if VW > 1
static PB_JOIN(T, VW) prologue_v(int row, int col, long index PROLOGUE_PARAMS) {
    return PB_JOIN(vload, VW)(0, elements + index);
}
#endif
#endif

static int is_nan_float(float x) { return x != x; }
#ifdef FP64
static int is_nan_double(double x) { return x != x; }
#endif
static int is_nan_int(int x) { return 0; }
#define IS_NAN PB_JOIN(is_nan_, T)

#ifdef REDUCE_MAX
#define PB_COMBINE maximum_
#define IDENTITY PB_JOIN(PB_LOWEST_, T)
#else
#define PB_COMBINE add_
#define IDENTITY 0
#endif
#define COMBINE PB_JOIN(PB_COMBINE, T)
