// epilogue.cl: what a GEMM or a reduction does with a finished value before it stores it. Define EPILOGUE, the two
// macros and the functions (README.md, "Generated code") to fuse elementwise ops here; otherwise it is the identity.
#include "scalar.cl"
#ifndef T_OUT
#define T_OUT T
#endif
#ifndef EPILOGUE
#define EPILOGUE_PARAMS
#define EPILOGUE_ARGS
static T_OUT epilogue(T value, int row, int col, long index, int batch) { return value; }
#if VW > 1
static PB_JOIN(T_OUT, VW) epilogue_v(PB_JOIN(T, VW) value, int row, int col, long index, int batch) { return value; }
#endif
#endif
