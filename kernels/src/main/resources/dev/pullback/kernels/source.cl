// source.cl: values that come from an index alone, called from generated clusters like the functions of scalar.cl.
//   random_bits_int(k0, k1, index)         int: element `index` of the stream of key (k0, k1)
//   iota_T(index, inner, length)           T of float, double, int: index along an axis with `inner` elements behind it
// and, where VW > 1, random_bits_intVW and iota_TVW for the VW elements from `index` on.
#include "scalar.cl"

// Threefry-2x32 with 20 rounds (Salmon et al., 2011). Element i is word i % 2 at counter (low, high word of i / 2).
#define PB_THREEFRY_MIX(r)                                                                                             \
    x0 += x1;                                                                                                          \
    x1 = rotate(x1, (U)(r)) ^ x0;
#define PB_THREEFRY_EVEN PB_THREEFRY_MIX(13) PB_THREEFRY_MIX(15) PB_THREEFRY_MIX(26) PB_THREEFRY_MIX(6)
#define PB_THREEFRY_ODD PB_THREEFRY_MIX(17) PB_THREEFRY_MIX(29) PB_THREEFRY_MIX(16) PB_THREEFRY_MIX(24)
#define PB_THREEFRY_KEY(a, b, n)                                                                                       \
    x0 += (a);                                                                                                         \
    x1 += (b) + (uint)(n);

#define PB_RANDOM_BITS(I, U_, L, LANES)                                                                                \
    static I random_bits_##I(int k0, int k1, long index) {                                                             \
        typedef U_ U;                                                                                                  \
        const uint a = as_uint(k0), b = as_uint(k1), c = 0x1BD11BDAu ^ a ^ b;                                          \
        const L at = (L)(index) + LANES, pair = at >> (L)(1);                                                          \
        U x0 = convert_##U_(pair & (L)(0xFFFFFFFFL)) + a, x1 = convert_##U_(pair >> (L)(32)) + b;                      \
        PB_THREEFRY_EVEN PB_THREEFRY_KEY(b, c, 1)                                                                      \
        PB_THREEFRY_ODD PB_THREEFRY_KEY(c, a, 2)                                                                       \
        PB_THREEFRY_EVEN PB_THREEFRY_KEY(a, b, 3)                                                                      \
        PB_THREEFRY_ODD PB_THREEFRY_KEY(b, c, 4)                                                                       \
        PB_THREEFRY_EVEN PB_THREEFRY_KEY(c, a, 5)                                                                      \
        const U odd = convert_##U_(at & (L)(1));                                                                       \
        return as_##I(x0 ^ ((x0 ^ x1) & ((U)(0) - odd)));                                                              \
    }

#define PB_IOTA(F, L, LANES)                                                                                           \
    static F iota_##F(long index, long inner, long length) {                                                           \
        return convert_##F(((L)(index) + LANES) / (L)(inner) % (L)(length));                                           \
    }

#define PB_LANES_2 (long2)(0, 1)
#define PB_LANES_4 (long4)(0, 1, 2, 3)
#define PB_LANES_8 (long8)(0, 1, 2, 3, 4, 5, 6, 7)
#define PB_LANES_16 (long16)(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)

#define PB_SOURCES(F, I, U, L, LANES)                                                                                  \
    PB_RANDOM_BITS(I, U, L, LANES)                                                                                     \
    PB_IOTA(F, L, LANES)                                                                                               \
    PB_IOTA(I, L, LANES)

PB_SOURCES(float, int, uint, long, 0L)
#ifdef FP64
PB_IOTA(double, long, 0L)
#endif

#if VW > 1
#define PB_SOURCES_W(F, I, U, L, LANES) PB_SOURCES(F, I, U, L, LANES)
PB_SOURCES_W(PB_JOIN(float, VW), PB_JOIN(int, VW), PB_JOIN(uint, VW), PB_JOIN(long, VW), PB_JOIN(PB_LANES_, VW))
#ifdef FP64
#define PB_IOTA_W(F, L, LANES) PB_IOTA(F, L, LANES)
PB_IOTA_W(PB_JOIN(double, VW), PB_JOIN(long, VW), PB_JOIN(PB_LANES_, VW))
#endif
#endif
