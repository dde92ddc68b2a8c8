// vector.cl: names for T in vectors of VW elements, used by every template of the cpu family.
// Needs T and VW >= 2. T_OUT, the element type of the result, is T unless defined.
#include "scalar.cl"
#ifndef T_OUT
#define T_OUT T
#endif
#define TV PB_JOIN(T, VW)
#define TV_OUT PB_JOIN(T_OUT, VW)
#define VLOAD PB_JOIN(vload, VW)
#define VSTORE PB_JOIN(vstore, VW)
