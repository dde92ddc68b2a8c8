package dev.pullback.bench.peers.plain;

import dev.pullback.bench.peers.work.Elementwise.Function;

/** One loop per function, so that the JIT compiler sees each for itself. */
final class Loops {

    private Loops() {}

    static void apply(Function function, float[] x, float[] y, int from, int to) {
        switch (function) {
            case SIGMOID -> sigmoid(x, y, from, to);
            case TANH -> tanh(x, y, from, to);
            case EXP -> exp(x, y, from, to);
        }
    }

    private static void sigmoid(float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = (float) (1 / (1 + Math.exp(-x[i])));
        }
    }

    private static void tanh(float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = (float) Math.tanh(x[i]);
        }
    }

    private static void exp(float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = (float) Math.exp(x[i]);
        }
    }
}
