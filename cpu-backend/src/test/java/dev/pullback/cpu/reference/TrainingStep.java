package dev.pullback.cpu.reference;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.Buffer;
import dev.pullback.api.backend.Executable;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.jacobian.Derivatives;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.Traced;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Steps of gradient descent for a network of two layers, whose parameters are updated in place. */
final class TrainingStep {

    private TrainingStep() {}

    /** The parameters after so many steps. */
    static List<String> run(Backend backend, int steps) {
        Graph graph = graph();
        List<Buffer> inputs = new ArrayList<>();
        try (Executable program = backend.compile(graph)) {
            var random = new Random(1);
            for (Traced input : graph.inputs()) {
                float[] values = new float[(int) input.type().size()];
                IntStream.range(0, values.length).forEach(i -> values[i] = (float) random.nextGaussian());
                Buffer buffer = backend.allocate(input.type());
                inputs.add(buffer);
                buffer.write(MemorySegment.ofArray(values));
            }
            for (int step = 0; step < steps; step++) {
                program.run(inputs, inputs.subList(0, 4));
            }
            return inputs.subList(0, 4).stream().map(TrainingStep::text).toList();
        } finally {
            inputs.forEach(Buffer::close);
        }
    }

    private static Graph graph() {
        List<Traced> parameters = List.of(input(9, 13), input(13), input(13, 5), input(5));
        Traced x = input(17, 9);
        Traced y = input(17, 5);
        Tensor hidden = x.matmul(parameters.get(0)).add(parameters.get(1)).tanh();
        Tensor loss = hidden.matmul(parameters.get(2))
                .add(parameters.get(3))
                .sub(y)
                .square()
                .mean();
        List<Tensor> gradients = Derivatives.gradient(loss.node(), parameters);
        List<Traced> updated = IntStream.range(0, 4)
                .mapToObj(i -> parameters.get(i).sub(gradients.get(i).mul(0.1)).node())
                .toList();
        List<Traced> inputs = new ArrayList<>(parameters);
        inputs.addAll(List.of(x, y));
        Graph graph = Graph.of(inputs, updated);
        for (int i = 0; i < 4; i++) {
            graph = graph.donating(i, i);
        }
        return graph;
    }

    private static Traced input(int... shape) {
        return Traced.input(TensorType.of(DType.FLOAT32, shape), "x");
    }

    private static String text(Buffer buffer) {
        float[] values = new float[(int) buffer.type().size()];
        buffer.read(MemorySegment.ofArray(values));
        return Arrays.toString(values);
    }
}
