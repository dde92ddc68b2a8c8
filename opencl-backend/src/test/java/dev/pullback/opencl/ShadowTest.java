package dev.pullback.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.Backends;
import dev.pullback.api.backend.Buffer;
import dev.pullback.api.backend.Executable;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.jacobian.Derivatives;
import dev.pullback.api.tensor.Functions;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.Traced;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import dev.pullback.conformance.shadow.Shadow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Here fused kernels give other bits than the ops one by one, and both are right. */
class ShadowTest {

    private static final int SAMPLES = 37;

    @TempDir
    private Path folder;

    @Test
    void a_network_trains_without_alarm_and_to_the_same_bits_as_without_a_shadow() throws IOException {
        Backend alone = TestBackend.open();
        try (var shadow = new Shadow(alone, Backends.open("reference"), folder)) {
            assertEquals(trained(alone), trained(shadow));
            assertEquals(0, shadow.memory().blocks());
        }
        try (Stream<Path> bundles = Files.list(folder)) {
            assertEquals(List.of(), bundles.toList());
        }
    }

    /** The parameters after ten steps. */
    private static List<String> trained(Backend backend) {
        Graph graph = step();
        List<Buffer> inputs = new ArrayList<>();
        try (Executable program = backend.compile(graph)) {
            var random = new Random(3);
            for (Traced input : graph.inputs()) {
                float[] values = new float[(int) input.type().size()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) (0.5 * random.nextGaussian());
                }
                inputs.add(TestBackend.buffer(backend, input, values));
            }
            List<Buffer> parameters = inputs.subList(0, 4);
            for (int step = 0; step < 10; step++) {
                program.run(inputs, parameters);
            }
            return parameters.stream()
                    .map(TestBackend::read)
                    .map(Arrays::toString)
                    .toList();
        } finally {
            inputs.forEach(Buffer::close);
        }
    }

    /** A step of gradient descent on the cross-entropy of softmax, for two layers whose parameters are updated in place. */
    private static Graph step() {
        List<Traced> parameters = List.of(input(19, 31), input(31), input(31, 10), input(10));
        Traced x = input(SAMPLES, 19);
        Traced scores = input(SAMPLES, 10);
        Tensor hidden = x.matmul(parameters.get(0)).add(parameters.get(1)).sigmoid();
        Tensor logits = hidden.matmul(parameters.get(2)).add(parameters.get(3));
        Tensor targets = Functions.oneHot(scores.argmax(1), 10, DType.FLOAT32);
        Tensor loss = Functions.logSoftmax(logits, 1).mul(targets).sum().mul(-1.0 / SAMPLES);
        List<Tensor> gradients = Derivatives.gradient(loss.node(), parameters);
        List<Traced> updated = new ArrayList<>();
        for (int i = 0; i < gradients.size(); i++) {
            updated.add(parameters.get(i).sub(gradients.get(i).mul(0.5)).node());
        }
        List<Traced> inputs = new ArrayList<>(parameters);
        inputs.addAll(List.of(x, scores));
        Graph graph = Graph.of(inputs, updated);
        for (int i = 0; i < updated.size(); i++) {
            graph = graph.donating(i, i);
        }
        return graph;
    }

    private static Traced input(int... shape) {
        return Traced.input(TensorType.of(DType.FLOAT32, shape), "x");
    }
}
