package dev.pullback.bench.peers.work;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Steps of plain gradient descent on a dense network: sigmoid behind every hidden layer, softmax cross-entropy behind the last,
 * float32, the minibatches resident and taken in turn.
 *
 * @param widths of the input, the hidden layers and the output
 * @param batch samples in a minibatch
 * @param minibatches how many different ones there are
 */
public record TrainingStep(List<Integer> widths, int batch, int minibatches) implements Workload {

    public static final float RATE = 0.1f;

    public TrainingStep {
        widths = List.copyOf(widths);
    }

    /** Written {@code 784-512-512-10}; {@code 1024x8} stands for eight layers of that width. */
    static TrainingStep parse(String widths, String batch, String minibatches) {
        List<Integer> all = Arrays.stream(widths.split("-", -1))
                .flatMap(part -> {
                    String[] repeated = part.split("x", -1);
                    int times = repeated.length == 1 ? 1 : Integer.parseInt(repeated[1]);
                    return IntStream.range(0, times).mapToObj(i -> Integer.valueOf(repeated[0]));
                })
                .toList();
        return new TrainingStep(all, Integer.parseInt(batch), Integer.parseInt(minibatches));
    }

    public static TrainingStep of(String widths, int batch, int minibatches) {
        return parse(widths, Integer.toString(batch), Integer.toString(minibatches));
    }

    /** As people write it, repeated widths as {@code 8×1024}. */
    public String layerText() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < widths.size(); i += repeated(i)) {
            String times = repeated(i) > 1 ? repeated(i) + "×" : "";
            text.append(i == 0 ? "" : "-").append(times).append(widths.get(i));
        }
        return text.toString();
    }

    /** How many widths from here on are the same; the input's stands alone. */
    private int repeated(int start) {
        int end = start + 1;
        while (start > 0 && end < widths.size() && widths.get(end).equals(widths.get(start))) {
            end++;
        }
        return end - start;
    }

    public int layers() {
        return widths.size() - 1;
    }

    public int features() {
        return widths.getFirst();
    }

    public int classes() {
        return widths.getLast();
    }

    /** Those of the products: y = xW, ∂x = ∂y·Wᵀ for all but the first layer, ∂W = xᵀ·∂y. */
    @Override
    public double flops() {
        double perSample = 0;
        for (int layer = 0; layer < layers(); layer++) {
            perSample += (layer == 0 ? 4.0 : 6.0) * widths.get(layer) * widths.get(layer + 1);
        }
        return perSample * batch;
    }

    @Override
    public String toString() {
        return "train:" + widths.stream().map(String::valueOf).collect(Collectors.joining("-")) + ":" + batch + ":"
                + minibatches;
    }
}
