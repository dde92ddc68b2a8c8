package dev.pullback.bench.peers.tensorflow;

import dev.pullback.bench.peers.peer.Numbers;
import dev.pullback.bench.peers.peer.Task;
import dev.pullback.bench.peers.work.TrainingStep;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/** The training step as one graph, minibatches as tensors that are fed by reference. */
final class TensorFlowStep implements Task {

    private final Session session;
    private final Ops ops;
    private final Placeholder<TFloat32> samples;
    private final Placeholder<TFloat32> oneHot;
    private final Operand<TFloat32> loss;
    private final Op update;
    private final List<TFloat32> minibatches;
    private final List<TFloat32> minibatchLabels;
    private int next;

    TensorFlowStep(TrainingStep step, ConfigProto threads) {
        Graph graph = new Graph();
        ops = Ops.create(graph);
        samples = ops.placeholder(TFloat32.class, Placeholder.shape(Shape.of(step.batch(), step.features())));
        oneHot = ops.placeholder(TFloat32.class, Placeholder.shape(Shape.of(step.batch(), step.classes())));
        List<Variable<TFloat32>> parameters = new ArrayList<>();
        List<Op> initial = new ArrayList<>();
        List<Placeholder<TFloat32>> given = new ArrayList<>();
        Operand<TFloat32> x = samples;
        for (int layer = 0; layer < step.layers(); layer++) {
            int in = step.widths().get(layer);
            int out = step.widths().get(layer + 1);
            Variable<TFloat32> weight = ops.variable(Shape.of(in, out), TFloat32.class);
            Variable<TFloat32> bias = ops.variable(Shape.of(out), TFloat32.class);
            given.add(ops.placeholder(TFloat32.class, Placeholder.shape(Shape.of(in, out))));
            initial.add(ops.assign(weight, given.getLast()));
            initial.add(ops.assign(bias, ops.zeros(ops.constant(new int[] {out}), TFloat32.class)));
            parameters.add(weight);
            parameters.add(bias);
            Operand<TFloat32> sum = ops.nn.biasAdd(ops.linalg.matMul(x, weight), bias);
            x = layer < step.layers() - 1 ? ops.math.sigmoid(sum) : sum;
        }
        loss = ops.math.mean(ops.nn.softmaxCrossEntropyWithLogits(x, oneHot).loss(), ops.constant(0));
        update = update(parameters);
        session = new Session(graph, threads);
        initialize(step, initial, given);
        minibatches = IntStream.range(0, step.minibatches())
                .mapToObj(i -> floats(Shape.of(step.batch(), step.features()), Numbers.samples(step, i)))
                .toList();
        minibatchLabels = IntStream.range(0, step.minibatches())
                .mapToObj(i -> floats(Shape.of(step.batch(), step.classes()), Numbers.oneHot(step, i)))
                .toList();
    }

    /** All gradients before the first update, which would change weights that others are still computed from. */
    private Op update(List<Variable<TFloat32>> parameters) {
        var gradients = ops.gradients(loss, parameters);
        List<Op> computed = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            computed.add(gradients.<TFloat32>dy(i));
        }
        Ops after = ops.withControlDependencies(computed);
        Operand<TFloat32> rate = ops.constant(TrainingStep.RATE);
        List<Op> updates = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            updates.add(after.train.applyGradientDescent(parameters.get(i), rate, gradients.<TFloat32>dy(i)));
        }
        return ops.withControlDependencies(updates).noOp();
    }

    private void initialize(TrainingStep step, List<Op> initial, List<Placeholder<TFloat32>> given) {
        var runner = session.runner();
        for (int layer = 0; layer < step.layers(); layer++) {
            Shape shape = Shape.of(step.widths().get(layer), step.widths().get(layer + 1));
            runner.feed(given.get(layer), floats(shape, Numbers.weights(step, layer)));
        }
        initial.forEach(runner::addTarget);
        runner.run().close();
    }

    /** The loss is computed as well, and left where it is. */
    @Override
    public void run(int times) {
        for (int i = 0; i < times; i++) {
            step().addTarget(loss).run().close();
        }
    }

    @Override
    public double[] check() {
        return IntStream.range(0, Numbers.CHECKED_STEPS)
                .mapToDouble(i -> {
                    try (var fetched = step().fetch(loss).run()) {
                        return ((TFloat32) fetched.get(0)).getFloat();
                    }
                })
                .toArray();
    }

    private Session.Runner step() {
        int minibatch = next++ % minibatches.size();
        return session.runner()
                .feed(samples, minibatches.get(minibatch))
                .feed(oneHot, minibatchLabels.get(minibatch))
                .addTarget(update);
    }

    private static TFloat32 floats(Shape shape, float[] values) {
        return TFloat32.tensorOf(shape, DataBuffers.of(values, true, false));
    }
}
