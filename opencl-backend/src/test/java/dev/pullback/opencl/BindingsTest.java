package dev.pullback.opencl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.backend.Buffer;
import dev.pullback.api.backend.Executable;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.jacobian.Derivatives;
import dev.pullback.api.tensor.Functions;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.Traced;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.Shape;
import dev.pullback.api.type.TensorType;
import dev.pullback.opencl.driver.ClDrivers;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** LWJGL and JOCL are two ways to one device: the same program gives the same bits through both. */
class BindingsTest {

    private static final TensorType X = TensorType.of(DType.FLOAT32, 33, 20);
    private static final TensorType W1 = TensorType.of(DType.FLOAT32, 20, 35);
    private static final TensorType B1 = TensorType.of(DType.FLOAT32, 35);
    private static final TensorType W2 = TensorType.of(DType.FLOAT32, 35, 10);
    private static final TensorType LABELS = TensorType.of(DType.INT32, 33);
    private static final TensorType KEY = TensorType.of(DType.INT32, 2);

    /** A step of gradient descent, and beside it a bit of every kind of kernel. */
    private static Graph everything() {
        List<Traced> inputs = Stream.of(W1, B1, W2, X, LABELS, KEY)
                .map(type -> Traced.input(type, "x"))
                .toList();
        Tensor w1 = inputs.get(0);
        Tensor b1 = inputs.get(1);
        Tensor w2 = inputs.get(2);
        Tensor x = inputs.get(3);
        Tensor labels = inputs.get(4);
        Tensor hidden = Functions.sigmoid(x.matmul(w1).add(b1));
        Tensor logits = hidden.matmul(w2);
        Tensor wanted = Functions.oneHot(labels, 10, DType.FLOAT32);
        Tensor loss = Functions.logSoftmax(logits, 1).mul(wanted).sum().neg();
        List<Tensor> gradient = Derivatives.gradient(loss.node(), inputs.subList(0, 3));
        List<Traced> outputs = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            outputs.add(inputs.get(i).sub(gradient.get(i).mul(0.01)).node());
        }
        Tensor noise = Functions.randomUniform(inputs.get(5), X);
        Stream.of(
                        loss,
                        logits.argmax(1).cast(DType.FLOAT32),
                        x.gather(0, labels),
                        x.scatterAdd(0, 12, labels),
                        Functions.concat(1, noise, x.transpose().transpose().slice(1, 3, 7)),
                        x.pad(0, 1, 2).max(0),
                        x.transpose().tanh().cast(DType.FLOAT64).exp().cast(DType.FLOAT32),
                        Functions.iota(TensorType.of(DType.FLOAT32, 7, 5), 0).sqrt(),
                        x.broadcastTo(Shape.of(3, 33, 20)).sum(2))
                .map(Tensor::node)
                .forEach(outputs::add);
        return Graph.of(inputs, outputs).donating(0, 0).donating(1, 1).donating(2, 2);
    }

    private static List<float[]> run(String binding, String family) {
        Graph graph = everything();
        var random = new Random(3);
        List<Buffer> in = new ArrayList<>();
        List<Buffer> out = new ArrayList<>();
        try (OpenClBackend backend = TestBackend.open(binding, family);
                Executable program = backend.compile(graph)) {
            for (Traced input : graph.inputs()) {
                in.add(backend.allocate(input.type()));
                in.getLast().write(values(input.type(), random));
            }
            for (int i = 0; i < graph.outputs().size(); i++) {
                out.add(
                        i < 3
                                ? in.get(i)
                                : backend.allocate(graph.outputs().get(i).type()));
            }
            for (int step = 0; step < 3; step++) {
                program.run(in, out);
            }
            return out.stream().map(TestBackend::read).toList();
        }
    }

    private static MemorySegment values(TensorType type, Random random) {
        int size = Math.toIntExact(type.size());
        if (type.dtype() == DType.INT32) {
            return MemorySegment.ofArray(random.ints(size, 0, 10).toArray());
        }
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return MemorySegment.ofArray(values);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpu", "gpu"})
    void bothGiveTheSameBits(String family) {
        List<float[]> lwjgl = run(ClDrivers.LWJGL, family);
        List<float[]> jocl = run(ClDrivers.JOCL, family);
        assertEquals(lwjgl.size(), jocl.size());
        for (int i = 0; i < lwjgl.size(); i++) {
            assertArrayEquals(bits(lwjgl.get(i)), bits(jocl.get(i)), "output " + i);
            assertTrue(distinct(lwjgl.get(i)) > 1 || i == 3, "output " + i + " tells nothing");
        }
    }

    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(values[i]);
        }
        return bits;
    }

    private static long distinct(float[] values) {
        return java.util.stream.IntStream.of(bits(values)).distinct().count();
    }
}
