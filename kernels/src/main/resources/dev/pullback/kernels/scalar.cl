// scalar.cl: one function per elementwise op. Generated elementwise kernels, GEMM epilogues and reduction
// prologues call these and nothing else, so an op means the same wherever it ends up.
//
// Name: <op>_<register type>, for example sigmoid_float, sigmoid_float16, less_double8, select_int4.
// A value of dtype float32 / float64 / int32 / bool lives in a register of type float / double / int / uchar
// (a bool is 0 or 1), or in that type's vector of VW elements. Casts: cast_<from>_<to>.
//
// Macros: VW    1 (scalar only, the default), 2, 4, 8 or 16: the vector width to instantiate beside the scalar
//         FP64  define it where the device has cl_khr_fp64 and the program uses float64
//         BY_ELEMENT  exp, log and tanh of float64 vectors (of 4) are those of their elements: for the gpu family, whose
//               programs are of VW 1 or 4 by the shape of their operands
#ifdef FP64
#pragma OPENCL EXTENSION cl_khr_fp64 : enable
#endif
// mul followed by add must round twice, as in Java and in the reference backend.
#pragma OPENCL FP_CONTRACT OFF

#ifndef VW
#define VW 1
#endif

#define PB_JOIN_(a, b) a##b
#define PB_JOIN(a, b) PB_JOIN_(a, b)

// M: the type a comparison of F yields (the same number of bits per element); B: uchar of the same width.
#define PB_COMPARISONS(F, B)                                                                                           \
    static B equal_##F(F x, F y) { return convert_##B(x == y) & (B)(1); }                                              \
    static B not_equal_##F(F x, F y) { return convert_##B(x != y) & (B)(1); }                                          \
    static B less_##F(F x, F y) { return convert_##B(x < y) & (B)(1); }                                                \
    static B less_equal_##F(F x, F y) { return convert_##B(x <= y) & (B)(1); }                                         \
    static B greater_##F(F x, F y) { return convert_##B(x > y) & (B)(1); }                                             \
    static B greater_equal_##F(F x, F y) { return convert_##B(x >= y) & (B)(1); }

// select_F(c, x, y) = c ? x : y
#define PB_SELECT(F, M, B)                                                                                             \
    static F select_##F(B c, F x, F y) { return select(y, x, (M)(convert_##M(c) != (M)(0))); }

// How a library function is called. PoCL's float64 functions of one element and of vectors are two implementations that
// differ in the last bit; an element must not depend on whether it lies in a vector or behind the last one. So single
// elements go through a vector where all programs have vectors of one width, and vectors element by element where not.
#define PB_DIRECTLY(F, f, x) f(x)
#define PB_BY_ELEMENT(F, f, x) (F)(f((x).s0), f((x).s1), f((x).s2), f((x).s3))
#define PB_BY_VECTOR(F, f, x) f((PB_JOIN(F, VW))(x)).s0
#if VW == 1
#define PB_CALL_DOUBLE PB_DIRECTLY
#elif defined(BY_ELEMENT)
#define PB_CALL_DOUBLE PB_DIRECTLY
#define PB_CALL_VECTOR PB_BY_ELEMENT
#else
#define PB_CALL_DOUBLE PB_BY_VECTOR
#define PB_CALL_VECTOR PB_DIRECTLY
#endif

// maximum and minimum: a NaN operand gives NaN; +0 counts as greater than -0 (Java's Math.max), so that the result
// does not depend on the order of the operands. relu(NaN) = NaN, relu(-0) = +0; step(x) = 1 where x > 0, else 0.
// sigmoid takes exp of a non-positive number only: no overflow, no NaN at large |x|.
#define PB_FLOATING(F, M, B, CALL)                                                                                     \
    static F add_##F(F x, F y) { return x + y; }                                                                       \
    static F sub_##F(F x, F y) { return x - y; }                                                                       \
    static F mul_##F(F x, F y) { return x * y; }                                                                       \
    static F div_##F(F x, F y) { return x / y; }                                                                       \
    static F maximum_##F(F x, F y) {                                                                                   \
        F r = select(y, x, (M)((x > y) | (x != x)));                                                                   \
        return select(r, as_##F(as_##M(x) & as_##M(y)), (M)(x == y));                                                  \
    }                                                                                                                  \
    static F minimum_##F(F x, F y) {                                                                                   \
        F r = select(y, x, (M)((x < y) | (x != x)));                                                                   \
        return select(r, as_##F(as_##M(x) | as_##M(y)), (M)(x == y));                                                  \
    }                                                                                                                  \
    static F neg_##F(F x) { return -x; }                                                                               \
    static F abs_##F(F x) { return fabs(x); }                                                                          \
    static F square_##F(F x) { return x * x; }                                                                         \
    static F reciprocal_##F(F x) { return (F)(1) / x; }                                                                \
    static F sqrt_##F(F x) { return sqrt(x); }                                                                         \
    static F exp_##F(F x) { return CALL(F, exp, x); }                                                                  \
    static F log_##F(F x) { return CALL(F, log, x); }                                                                  \
    static F tanh_##F(F x) { return CALL(F, tanh, x); }                                                                \
    static F sigmoid_##F(F x) {                                                                                        \
        F e = CALL(F, exp, -fabs(x));                                                                                  \
        return select(e, (F)(1), (M)(x >= (F)(0))) / ((F)(1) + e);                                                     \
    }                                                                                                                  \
    static F relu_##F(F x) { return select(x, (F)(0), (M)(x <= (F)(0))); }                                             \
    static F step_##F(F x) { return select((F)(0), (F)(1), (M)(x > (F)(0))); }                                         \
    PB_COMPARISONS(F, B)                                                                                               \
    PB_SELECT(F, M, B)

// Integer arithmetic wraps around, as in Java; hence the way through the unsigned type U. Division truncates;
// x / 0 is 0 here (the host decides whether that is an error), and MIN / -1 is MIN, with no trap on either.
#define PB_INTEGER(I, U, B)                                                                                            \
    static I add_##I(I x, I y) { return as_##I(as_##U(x) + as_##U(y)); }                                               \
    static I sub_##I(I x, I y) { return as_##I(as_##U(x) - as_##U(y)); }                                               \
    static I mul_##I(I x, I y) { return as_##I(as_##U(x) * as_##U(y)); }                                               \
    static I neg_##I(I x) { return as_##I((U)(0) - as_##U(x)); }                                                       \
    static I div_##I(I x, I y) {                                                                                       \
        I zero = (I)(y == (I)(0)), minus = (I)(y == (I)(-1));                                                          \
        I q = x / select(y, (I)(1), zero | minus);                                                                     \
        return select(select(q, neg_##I(x), minus), (I)(0), zero);                                                     \
    }                                                                                                                  \
    static I maximum_##I(I x, I y) { return max(x, y); }                                                               \
    static I minimum_##I(I x, I y) { return min(x, y); }                                                               \
    static I abs_##I(I x) { return as_##I(abs(x)); }                                                                   \
    static I square_##I(I x) { return mul_##I(x, x); }                                                                 \
    static I relu_##I(I x) { return max(x, (I)(0)); }                                                                  \
    static I step_##I(I x) { return select((I)(0), (I)(1), (I)(x > (I)(0))); }                                         \
    PB_COMPARISONS(I, B)                                                                                               \
    PB_SELECT(I, I, B)

// A bool is 0 or 1, so its ops are bit logic; maximum is "or", minimum is "and".
#define PB_BOOLEAN(B)                                                                                                  \
    static B maximum_##B(B x, B y) { return x | y; }                                                                   \
    static B minimum_##B(B x, B y) { return x & y; }                                                                   \
    static B equal_##B(B x, B y) { return x ^ y ^ (B)(1); }                                                            \
    static B not_equal_##B(B x, B y) { return x ^ y; }                                                                 \
    static B less_##B(B x, B y) { return (x ^ (B)(1)) & y; }                                                           \
    static B less_equal_##B(B x, B y) { return (x ^ (B)(1)) | y; }                                                     \
    static B greater_##B(B x, B y) { return x & (y ^ (B)(1)); }                                                        \
    static B greater_equal_##B(B x, B y) { return x | (y ^ (B)(1)); }                                                  \
    static B select_##B(B c, B x, B y) { return (x & c) | (y & (c ^ (B)(1))); }

// Floating to int: towards zero, saturating, NaN to 0 (Java's cast). To bool: x != 0, so NaN is true.
#define PB_CASTS_FLOATING(F, M, I, B)                                                                                  \
    static I cast_##F##_##I(F x) {                                                                                     \
        return convert_##I##_sat_rtz(select(x, (F)(0), (M)(x != x)));                                                  \
    }                                                                                                                  \
    static F cast_##I##_##F(I x) { return convert_##F(x); }                                                            \
    static B cast_##F##_##B(F x) { return convert_##B(x != (F)(0)) & (B)(1); }                                         \
    static F cast_##B##_##F(B x) { return convert_##F(x); }

#define PB_CASTS_INTEGER(I, B)                                                                                         \
    static B cast_##I##_##B(I x) { return convert_##B(x != (I)(0)) & (B)(1); }                                         \
    static I cast_##B##_##I(B x) { return convert_##I(x); }

#define PB_CASTS_DOUBLE(F, D)                                                                                          \
    static D cast_##F##_##D(F x) { return convert_##D(x); }                                                            \
    static F cast_##D##_##F(D x) { return convert_##F(x); }

// The arguments must be expanded before ## sees them, hence a second layer.
#define PB_SINGLE(F, I, U, B)                                                                                          \
    PB_FLOATING(F, I, B, PB_DIRECTLY)                                                                                  \
    PB_INTEGER(I, U, B)                                                                                                \
    PB_BOOLEAN(B)                                                                                                      \
    PB_CASTS_FLOATING(F, I, I, B)                                                                                      \
    PB_CASTS_INTEGER(I, B)

#define PB_DOUBLE(D, L, F, I, B, CALL)                                                                                 \
    PB_FLOATING(D, L, B, CALL)                                                                                         \
    PB_CASTS_FLOATING(D, L, I, B)                                                                                      \
    PB_CASTS_DOUBLE(F, D)

PB_SINGLE(float, int, uint, uchar)
#ifdef FP64
PB_DOUBLE(double, long, float, int, uchar, PB_CALL_DOUBLE)
#endif

#if VW > 1
#define PB_SINGLE_W(F, I, U, B) PB_SINGLE(F, I, U, B)
#define PB_DOUBLE_W(D, L, F, I, B) PB_DOUBLE(D, L, F, I, B, PB_CALL_VECTOR)
PB_SINGLE_W(PB_JOIN(float, VW), PB_JOIN(int, VW), PB_JOIN(uint, VW), PB_JOIN(uchar, VW))
#ifdef FP64
PB_DOUBLE_W(PB_JOIN(double, VW), PB_JOIN(long, VW), PB_JOIN(float, VW), PB_JOIN(int, VW), PB_JOIN(uchar, VW))
#endif
#endif
