// lanes.cl: the VW lanes of a vector combined into one element, always as the same tree.
#include "vector.cl"

#if VW == 16
#define PB_FOLD(name, op)                                                                                              \
    static T name(TV x) {                                                                                              \
        PB_JOIN(T, 8) h = op(x.lo, x.hi);                                                                              \
        PB_JOIN(T, 4) q = op(h.lo, h.hi);                                                                              \
        PB_JOIN(T, 2) p = op(q.lo, q.hi);                                                                              \
        return op(p.lo, p.hi);                                                                                         \
    }
#elif VW == 8
#define PB_FOLD(name, op)                                                                                              \
    static T name(TV x) {                                                                                              \
        PB_JOIN(T, 4) q = op(x.lo, x.hi);                                                                              \
        PB_JOIN(T, 2) p = op(q.lo, q.hi);                                                                              \
        return op(p.lo, p.hi);                                                                                         \
    }
#elif VW == 4
#define PB_FOLD(name, op)                                                                                              \
    static T name(TV x) {                                                                                              \
        PB_JOIN(T, 2) p = op(x.lo, x.hi);                                                                              \
        return op(p.lo, p.hi);                                                                                         \
    }
#endif

#define PB_PLUS(x, y) ((x) + (y))
PB_FOLD(lane_sum, PB_PLUS)
