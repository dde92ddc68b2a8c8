// lanes.cl: the sum of the VW lanes of a vector, always as the same tree. By way of an array rather than of .lo and
// .hi, which Oclgrind 21 takes for uninitialised on vectors of 16; compilers turn either into the same shuffles.
#include "vector.cl"

static T lane_sum(TV x) {
    T lanes[VW];
    VSTORE(x, 0, lanes);
#pragma unroll
    for (int width = VW / 2; width > 0; width /= 2)
#pragma unroll
        for (int i = 0; i < width; ++i) lanes[i] += lanes[i + width];
    return lanes[0];
}
