/* Fused multiply-adds on independent registers: as many chains as hide the latency and still fit the register file. */

#if defined(__AVX512F__)
#define BYTES 64
#else
#define BYTES 32
#endif

#define EACH(DO) DO(0) DO(1) DO(2) DO(3) DO(4) DO(5) DO(6) DO(7) DO(8) DO(9) DO(10) DO(11) MORE(DO)
#if defined(__AVX512F__)
#define CHAINS 16
#define MORE(DO) DO(12) DO(13) DO(14) DO(15)
#else
#define CHAINS 12
#define MORE(DO)
#endif

typedef float vector __attribute__((vector_size(BYTES)));

/* Does so many floating-point operations; the result only keeps the compiler from leaving them out. */
float fma_peak(long operations) {
    const vector factor = (vector){0} + 0.999999f;
    const vector summand = (vector){0} + 1e-6f;
#define START(i) vector chain##i = (vector){0} + (float)i;
    EACH(START)
    const long rounds = operations / (2 * CHAINS * (long)(BYTES / sizeof(float)));
    for (long round = 0; round < rounds; round++) {
#define STEP(i) chain##i = chain##i * factor + summand;
        EACH(STEP)
    }
    vector sum = {0};
#define ADD(i) sum += chain##i;
    EACH(ADD)
    float total = 0;
    for (unsigned i = 0; i < BYTES / sizeof(float); i++) {
        total += sum[i];
    }
    return total;
}
