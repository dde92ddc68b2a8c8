// row_lanes.cl: what generated row programs of the cpu family call: the lanes of a vector as one element. T, VW.
#include "lanes.cl"
#include "lowest.cl"
#define ROW_LOWEST PB_JOIN(PB_LOWEST_, T)

static T lane_max(TV x) {
    T lanes[VW];
    VSTORE(x, 0, lanes);
#pragma unroll
    for (int width = VW / 2; width > 0; width /= 2)
#pragma unroll
        for (int i = 0; i < width; ++i) lanes[i] = PB_JOIN(maximum_, T)(lanes[i], lanes[i + width]);
    return lanes[0];
}
