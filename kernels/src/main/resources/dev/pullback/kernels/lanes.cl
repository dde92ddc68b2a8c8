// lanes.cl: the sum of the VW lanes of a vector, always as the same tree.
#include "vector.cl"

static T lane_sum(TV x) {
#if VW == 16
    const PB_JOIN(T, 8) x8 = x.lo + x.hi;
    const PB_JOIN(T, 4) x4 = x8.lo + x8.hi;
#elif VW == 8
    const PB_JOIN(T, 4) x4 = x.lo + x.hi;
#else
    const PB_JOIN(T, 4) x4 = x;
#endif
    const PB_JOIN(T, 2) x2 = x4.lo + x4.hi;
    return x2.lo + x2.hi;
}
