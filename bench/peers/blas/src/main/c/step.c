/* A step of plain gradient descent on a dense network, as somebody would write it by hand on top of a library's matrix product:
 * sigmoid behind every hidden layer, softmax cross-entropy behind the last. The update of the weights is part of the product that
 * computes their gradient (alpha = -rate, beta = 1); everything elementwise is one pass over the rows. */

#include "gemm.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MOST_LAYERS 64

struct step {
    struct gemm gemm;
    int layers;
    int width[MOST_LAYERS + 1];
    int batch;
    int threads; /* of the elementwise loops */
    float *weight[MOST_LAYERS];   /* [in, out] */
    float *bias[MOST_LAYERS];     /* [out] */
    float *value[MOST_LAYERS];    /* [batch, out]: behind the layer */
    float *gradient[MOST_LAYERS]; /* [batch, out]: of the loss, before the activation */
};

static float *floats(long count) {
    float *memory = aligned_alloc(4096, (count * sizeof(float) + 4095) / 4096 * 4096);
    memset(memory, 0, count * sizeof(float));
    return memory;
}

struct step *step_create(void *cblas, void *dnnl, int layers, const int *widths, int batch, int threads) {
    if (layers > MOST_LAYERS) {
        return NULL;
    }
    struct step *step = calloc(1, sizeof *step);
    step->gemm = (struct gemm){(cblas_function)cblas, (dnnl_function)dnnl};
    step->layers = layers;
    step->batch = batch;
    step->threads = threads;
    memcpy(step->width, widths, (layers + 1) * sizeof(int));
    for (int l = 0; l < layers; l++) {
        step->weight[l] = floats((long)widths[l] * widths[l + 1]);
        step->bias[l] = floats(widths[l + 1]);
        step->value[l] = floats((long)batch * widths[l + 1]);
        step->gradient[l] = floats((long)batch * widths[l + 1]);
    }
    return step;
}

/* [in, out]; the biases begin with 0. */
void step_set_weights(struct step *step, int layer, const float *weights) {
    memcpy(step->weight[layer], weights, sizeof(float) * step->width[layer] * step->width[layer + 1]);
}

static void sigmoid_rows(const struct step *step, int layer) {
    const int width = step->width[layer + 1];
    const float *bias = step->bias[layer];
#pragma omp parallel for num_threads(step->threads) if (step->threads > 1)
    for (int row = 0; row < step->batch; row++) {
        float *z = step->value[layer] + (long)row * width;
#pragma omp simd
        for (int j = 0; j < width; j++) {
            z[j] = 1.0f / (1.0f + expf(-(z[j] + bias[j])));
        }
    }
}

/* Mean loss; leaves (softmax - one-hot) / batch as the gradient at the logits. */
static float softmax_rows(const struct step *step, const int *labels) {
    const int last = step->layers - 1;
    const int width = step->width[last + 1];
    const float *bias = step->bias[last];
    float loss = 0;
    for (int row = 0; row < step->batch; row++) {
        const float *z = step->value[last] + (long)row * width;
        float *g = step->gradient[last] + (long)row * width;
        float sum = 0;
        float largest = z[0] + bias[0];
        for (int j = 0; j < width; j++) {
            g[j] = z[j] + bias[j];
            largest = fmaxf(largest, g[j]);
        }
        const float chosen = g[labels[row]] - largest;
        for (int j = 0; j < width; j++) {
            g[j] = expf(g[j] - largest);
            sum += g[j];
        }
        loss += logf(sum) - chosen;
        for (int j = 0; j < width; j++) {
            g[j] /= sum * step->batch;
        }
        g[labels[row]] -= 1.0f / step->batch;
    }
    return loss / step->batch;
}

/* gradient *= y (1 - y) */
static void sigmoid_gradient_rows(const struct step *step, int layer) {
    const int width = step->width[layer + 1];
#pragma omp parallel for num_threads(step->threads) if (step->threads > 1)
    for (int row = 0; row < step->batch; row++) {
        const float *y = step->value[layer] + (long)row * width;
        float *g = step->gradient[layer] + (long)row * width;
#pragma omp simd
        for (int j = 0; j < width; j++) {
            g[j] *= y[j] * (1.0f - y[j]);
        }
    }
}

static void update_bias(const struct step *step, int layer, float rate) {
    const int width = step->width[layer + 1];
    float *bias = step->bias[layer];
    for (int row = 0; row < step->batch; row++) {
        const float *g = step->gradient[layer] + (long)row * width;
#pragma omp simd
        for (int j = 0; j < width; j++) {
            bias[j] -= rate * g[j];
        }
    }
}

/* samples [batch, in] and labels [batch]; the loss before the update. */
float step_run(struct step *step, const float *samples, const int *labels, float rate) {
    const int *width = step->width;
    const int last = step->layers - 1;
    for (int l = 0; l <= last; l++) {
        const float *in = l ? step->value[l - 1] : samples;
        multiply(step->gemm, 0, 0, step->batch, width[l + 1], width[l], 1, in, step->weight[l], 0, step->value[l]);
        if (l < last) {
            sigmoid_rows(step, l);
        }
    }
    const float loss = softmax_rows(step, labels);
    for (int l = last; l >= 0; l--) {
        const float *in = l ? step->value[l - 1] : samples;
        if (l) {
            multiply(step->gemm, 0, 1, step->batch, width[l], width[l + 1], 1, step->gradient[l], step->weight[l], 0,
                     step->gradient[l - 1]);
            sigmoid_gradient_rows(step, l - 1);
        }
        multiply(step->gemm, 1, 0, width[l], width[l + 1], step->batch, -rate, in, step->gradient[l], 1, step->weight[l]);
        update_bias(step, l, rate);
    }
    return loss;
}
