package dev.pullback.bench.peers.peer;

import dev.pullback.bench.peers.work.TrainingStep;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** The same data for every peer, and where results are looked at. */
public final class Numbers {

    /** How many steps' losses are compared. */
    public static final int CHECKED_STEPS = 5;

    private static final int CHECKED_ELEMENTS = 16;

    private Numbers() {}

    /** Uniform in ±size, the same for the same seed. */
    public static float[] uniform(int count, long seed, double size) {
        var random = new SplittableRandom(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) ((2 * random.nextDouble() - 1) * size);
        }
        return values;
    }

    /** Some elements of a result of so many, the first and the last among them. */
    public static double[] checked(int size, IntToDoubleFunction element) {
        return IntStream.range(0, CHECKED_ELEMENTS)
                .map(i -> (int) ((long) i * (size - 1) / (CHECKED_ELEMENTS - 1)))
                .mapToDouble(element)
                .toArray();
    }

    /** {@code [in, out]}, row-major, Glorot's uniform, times 4 where a sigmoid follows. */
    public static float[] weights(TrainingStep step, int layer) {
        int in = step.widths().get(layer);
        int out = step.widths().get(layer + 1);
        double gain = layer < step.layers() - 1 ? 4 : 1;
        return uniform(in * out, 100 + layer, gain * Math.sqrt(6.0 / (in + out)));
    }

    /** Ten clusters in noise, {@code [batch, features]}. */
    public static float[] samples(TrainingStep step, int minibatch) {
        int[] labels = labels(step, minibatch);
        float[] values = uniform(step.batch() * step.features(), 1000 + minibatch, 0.5);
        for (int i = 0; i < values.length; i++) {
            boolean marked = i % step.features() % step.classes() == labels[i / step.features()];
            values[i] += marked ? 1 : 0.5f;
        }
        return values;
    }

    public static int[] labels(TrainingStep step, int minibatch) {
        return IntStream.range(0, step.batch())
                .map(i -> (minibatch * step.batch() + i) % step.classes())
                .toArray();
    }

    /** The labels as rows of one 1 and zeros, {@code [batch, classes]}. */
    public static float[] oneHot(TrainingStep step, int minibatch) {
        int[] labels = labels(step, minibatch);
        float[] rows = new float[labels.length * step.classes()];
        for (int i = 0; i < labels.length; i++) {
            rows[i * step.classes() + labels[i]] = 1;
        }
        return rows;
    }
}
