// pairwise.cl: a reduction of any length whose error grows with the logarithm of the length. Equal blocks are pushed
// on a stack that merges two partial results as soon as they stand for equally many blocks (a binary counter), so the
// shape of the tree depends on the length alone.
#include "vector.cl"
#include "prologue.cl"

#define COMBINE_V PB_JOIN(PB_COMBINE, TV)
// Enough for 2^31 blocks.
#define PAIRWISE_LEVELS 32

// Pushes one block; `blocks` counts those pushed before. Returns the new depth of the stack.
static int pairwise_push(TV* stack, int depth, uint blocks, TV value) {
    for (uint b = blocks; b & 1; b >>= 1) value = COMBINE_V(stack[--depth], value);
    stack[depth] = value;
    return depth + 1;
}

// Combines what the stack holds, the newest and smallest first, with `last`.
static TV pairwise_finish(const TV* stack, int depth, TV last) {
    while (depth > 0) last = COMBINE_V(stack[--depth], last);
    return last;
}

// The lanes of a vector combined into one element, in halves.
static T fold_lanes(TV x) {
    T lanes[VW];
    VSTORE(x, 0, lanes);
#pragma unroll
    for (int width = VW / 2; width > 0; width /= 2)
#pragma unroll
        for (int i = 0; i < width; ++i) lanes[i] = COMBINE(lanes[i], lanes[i + width]);
    return lanes[0];
}
