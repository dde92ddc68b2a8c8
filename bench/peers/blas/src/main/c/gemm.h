/* Row-major C = alpha * op(A) * op(B) + beta * C through whatever library was handed over. */
#ifndef GEMM_H
#define GEMM_H

typedef void (*cblas_function)(int order, int transA, int transB, int m, int n, int k, float alpha, const float *a, int lda,
                               const float *b, int ldb, float beta, float *c, int ldc);
typedef int (*dnnl_function)(char transA, char transB, long m, long n, long k, float alpha, const float *a, long lda,
                             const float *b, long ldb, float beta, float *c, long ldc);

/* One of the two is null. */
struct gemm {
    cblas_function cblas;
    dnnl_function dnnl;
};

static inline void multiply(struct gemm gemm, int transA, int transB, int m, int n, int k, float alpha, const float *a,
                            const float *b, float beta, float *c) {
    const int lda = transA ? m : k;
    const int ldb = transB ? k : n;
    if (gemm.dnnl) {
        gemm.dnnl(transA ? 'T' : 'N', transB ? 'T' : 'N', m, n, k, alpha, a, lda, b, ldb, beta, c, n);
    } else {
        gemm.cblas(101, transA ? 112 : 111, transB ? 112 : 111, m, n, k, alpha, a, lda, b, ldb, beta, c, n);
    }
}

#endif
