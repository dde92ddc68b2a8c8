package dev.pullback.bench.peers.nd4j;

import dev.pullback.bench.peers.peer.Numbers;
import dev.pullback.bench.peers.peer.Task;
import dev.pullback.bench.peers.work.TrainingStep;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.custom.SoftMax;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The training step by hand, with ND4J's products into arrays that are there already, the update inside the product. All arrays
 * are column-major, since others are copied before a product.
 */
final class Nd4jStep implements Task {

    private static final char COLUMN_MAJOR = 'f';

    private final int batch;
    private final List<INDArray> weights = new ArrayList<>();
    private final List<INDArray> biases = new ArrayList<>();
    private final List<INDArray> values = new ArrayList<>();
    private final List<INDArray> gradients = new ArrayList<>();
    private final List<INDArray> samples;
    private final List<INDArray> oneHot;
    private int next;

    Nd4jStep(TrainingStep step) {
        batch = step.batch();
        for (int layer = 0; layer < step.layers(); layer++) {
            int in = step.widths().get(layer);
            int out = step.widths().get(layer + 1);
            weights.add(matrix(Numbers.weights(step, layer), in, out));
            biases.add(Nd4j.zeros(1, out));
            values.add(Nd4j.create(new int[] {batch, out}, COLUMN_MAJOR));
            gradients.add(Nd4j.create(new int[] {batch, out}, COLUMN_MAJOR));
        }
        samples = IntStream.range(0, step.minibatches())
                .mapToObj(i -> matrix(Numbers.samples(step, i), batch, step.features()))
                .toList();
        oneHot = IntStream.range(0, step.minibatches())
                .mapToObj(i -> matrix(Numbers.oneHot(step, i), batch, step.classes()))
                .toList();
    }

    private static INDArray matrix(float[] rowMajor, int rows, int columns) {
        return Nd4j.create(rowMajor, new int[] {rows, columns}, 'c').dup(COLUMN_MAJOR);
    }

    @Override
    public void run(int times) {
        for (int i = 0; i < times; i++) {
            step();
        }
    }

    @Override
    public double[] check() {
        return IntStream.range(0, Numbers.CHECKED_STEPS)
                .mapToDouble(i -> step())
                .toArray();
    }

    private double step() {
        int minibatch = next++ % samples.size();
        INDArray x = samples.get(minibatch);
        int last = weights.size() - 1;
        for (int layer = 0; layer <= last; layer++) {
            INDArray in = layer == 0 ? x : values.get(layer - 1);
            INDArray out = values.get(layer);
            Nd4j.gemm(in, weights.get(layer), out, false, false, 1, 0);
            out.addiRowVector(biases.get(layer));
            if (layer < last) {
                Transforms.sigmoid(out, false);
            }
        }
        INDArray probabilities = gradients.get(last);
        Nd4j.exec(new SoftMax(values.get(last), probabilities, 1));
        INDArray expected = oneHot.get(minibatch);
        double loss =
                -Transforms.log(probabilities, true).muli(expected).sumNumber().doubleValue() / batch;
        probabilities.subi(expected).divi(batch);
        for (int layer = last; layer >= 0; layer--) {
            INDArray gradient = gradients.get(layer);
            if (layer > 0) {
                INDArray y = values.get(layer - 1);
                Nd4j.gemm(gradient, weights.get(layer), gradients.get(layer - 1), false, true, 1, 0);
                gradients.get(layer - 1).muli(y).muli(y.rsub(1));
            }
            INDArray in = layer == 0 ? x : values.get(layer - 1);
            Nd4j.gemm(in, gradient, weights.get(layer), true, false, -TrainingStep.RATE, 1);
            biases.get(layer).subi(gradient.sum(true, 0).muli(TrainingStep.RATE));
        }
        return loss;
    }
}
