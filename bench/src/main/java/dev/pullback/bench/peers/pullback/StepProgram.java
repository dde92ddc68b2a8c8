package dev.pullback.bench.peers.pullback;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.Buffer;
import dev.pullback.api.backend.Executable;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.jacobian.Derivatives;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import dev.pullback.bench.peers.peer.Numbers;
import dev.pullback.bench.peers.peer.Task;
import dev.pullback.bench.peers.work.TrainingStep;
import dev.pullback.network.layer.Network;
import dev.pullback.network.layer.ParameterSpec;
import dev.pullback.network.loss.SoftmaxCrossEntropy;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A training step as one compiled graph: parameters updated in place, minibatches resident, one run a step. */
final class StepProgram implements Task {

    private final Backend backend;
    private final Executable executable;
    private final List<List<Buffer>> inputs;
    private final List<Buffer> outputs;
    private final Buffer loss;
    private int next;

    StepProgram(Backend backend, TrainingStep step) {
        this.backend = backend;
        Network network = Networks.of(step);
        executable = backend.compile(graph(network, step));
        List<Buffer> parameters = IntStream.range(0, network.parameters().size())
                .mapToObj(i -> floats(network.parameters().get(i).type(), Networks.values(step, i)))
                .toList();
        inputs = IntStream.range(0, step.minibatches())
                .mapToObj(i -> {
                    List<Buffer> all = new ArrayList<>(parameters);
                    all.add(floats(samplesType(step), Numbers.samples(step, i)));
                    all.add(ints(labelsType(step), Numbers.labels(step, i)));
                    return List.copyOf(all);
                })
                .toList();
        loss = backend.allocate(TensorType.of(DType.FLOAT32));
        List<Buffer> results = new ArrayList<>(parameters);
        results.add(loss);
        outputs = List.copyOf(results);
    }

    /** Inputs: parameters, samples, labels; outputs: parameters after the step, the loss before it. */
    private static Graph graph(Network network, TrainingStep step) {
        List<TensorType> types = new ArrayList<>(
                network.parameters().stream().map(ParameterSpec::type).toList());
        int parameters = types.size();
        types.add(samplesType(step));
        types.add(labelsType(step));
        TensorFunction descent = given -> {
            List<Tensor> weights = given.subList(0, parameters);
            TensorFunction loss = w -> List.of(
                    new SoftmaxCrossEntropy().of(network.forward(w, given.get(parameters)), given.get(parameters + 1)));
            List<Tensor> results = Derivatives.valueAndGradient(loss).apply(weights);
            List<Tensor> updated = new ArrayList<>();
            for (int i = 0; i < parameters; i++) {
                updated.add(weights.get(i).sub(results.get(i + 1).mul((double) TrainingStep.RATE)));
            }
            updated.add(results.getFirst());
            return updated;
        };
        Graph graph = Graph.trace(descent, types.toArray(TensorType[]::new));
        for (int i = 0; i < parameters; i++) {
            graph = graph.donating(i, i);
        }
        return graph;
    }

    @Override
    public void run(int times) {
        for (int i = 0; i < times; i++) {
            step();
        }
        backend.synchronize();
    }

    @Override
    public double[] check() {
        return IntStream.range(0, Numbers.CHECKED_STEPS)
                .mapToDouble(i -> lossOfStep())
                .toArray();
    }

    private double lossOfStep() {
        step();
        MemorySegment value = MemorySegment.ofArray(new float[1]);
        loss.read(value);
        return value.get(ValueLayout.JAVA_FLOAT, 0);
    }

    private void step() {
        executable.run(inputs.get(next++ % inputs.size()), outputs);
    }

    private static TensorType samplesType(TrainingStep step) {
        return TensorType.of(DType.FLOAT32, step.batch(), step.features());
    }

    private static TensorType labelsType(TrainingStep step) {
        return TensorType.of(DType.INT32, step.batch());
    }

    private Buffer floats(TensorType type, float[] values) {
        Buffer buffer = backend.allocate(type);
        buffer.write(MemorySegment.ofArray(values));
        return buffer;
    }

    private Buffer ints(TensorType type, int[] values) {
        Buffer buffer = backend.allocate(type);
        buffer.write(MemorySegment.ofArray(values));
        return buffer;
    }
}
