package dev.pullback.network.layer;

import java.util.Arrays;

/**
 * How a parameter starts. Values are computed on the host, in float64 by operations that every JVM rounds the same way, and
 * rounded once to float32: the same seed gives the same bits on every machine, whatever backend trains.
 *
 * <p>Random values are counter-based: value i of a parameter depends on the parameter's key and on i alone; see
 * {@link RandomWords}.
 */
public interface Initializer {

    /**
     * The values of one parameter, row-major.
     *
     * @param spec its shape, and how many numbers flow into and out of each of its outputs
     * @param key decides the random values; another one for every parameter of a network
     */
    float[] values(ParameterSpec spec, long key);

    /** Every element 0: the usual start of a bias. */
    static Initializer zeros() {
        return new Constant(0);
    }

    /** Every element the same. */
    static Initializer constant(float value) {
        return new Constant(value);
    }

    /**
     * Uniform in ±gain·√(6 / (fanIn + fanOut)): Glorot and Bengio, 2010. The variance of what flows forward and back then
     * stays about the same from layer to layer. Gain 4 is theirs for the sigmoid, 1 for tanh and linear layers.
     */
    static Initializer glorotUniform(double gain) {
        return new GlorotUniform(gain);
    }

    /** Uniform in ±√(6 / fanIn): He et al., 2015, for relu. */
    static Initializer heUniform() {
        return new HeUniform();
    }

    /** See {@link #constant}. */
    record Constant(float value) implements Initializer {
        @Override
        public float[] values(ParameterSpec spec, long key) {
            var values = new float[spec.size()];
            Arrays.fill(values, value);
            return values;
        }
    }

    /** See {@link #glorotUniform}. */
    record GlorotUniform(double gain) implements Initializer {
        @Override
        public float[] values(ParameterSpec spec, long key) {
            double limit = gain * Math.sqrt(6.0 / ((double) spec.fanIn() + spec.fanOut()));
            return RandomWords.uniform(key, spec.size(), limit);
        }
    }

    /** See {@link #heUniform}. */
    record HeUniform() implements Initializer {
        @Override
        public float[] values(ParameterSpec spec, long key) {
            return RandomWords.uniform(key, spec.size(), Math.sqrt(6.0 / spec.fanIn()));
        }
    }
}
