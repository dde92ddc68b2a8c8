package dev.pullback.network.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.error.ConfigurationException;
import dev.pullback.api.error.ShapeException;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.Traced;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.Shape;
import dev.pullback.api.type.TensorType;
import dev.pullback.network.TestBackends;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkTest {

    private final Network network = Network.dense(64, List.of(32, 16), Activation.SIGMOID, 10, Activation.IDENTITY);

    /** A layer as a user would write it: a factor for every input, and no matter how many axes there are. */
    private record Scale() implements Layer {
        @Override
        public String kind() {
            return "scale";
        }

        @Override
        public Shape outputShape(Shape input) {
            return input;
        }

        @Override
        public List<ParameterSpec> parameters(Shape input) {
            return List.of(new ParameterSpec("factor", input, 1, 1, Initializer.constant(3)));
        }

        @Override
        public Tensor forward(List<Tensor> parameters, Tensor x) {
            return x.mul(parameters.getFirst());
        }
    }

    @Test
    void parametersAreNamedByLayerAndPosition() {
        assertEquals(
                List.of("dense0.weight", "dense0.bias", "dense1.weight", "dense1.bias", "dense2.weight", "dense2.bias"),
                network.parameters().stream().map(ParameterSpec::name).toList());
        assertEquals(Shape.of(32, 16), network.parameters().get(2).shape());
        assertEquals(
                64 * 32 + 32 + 32 * 16 + 16 + 16 * 10 + 10,
                network.initialize(0).size());
        assertEquals(Shape.of(10), network.outputShape());
    }

    @Test
    void aNetworkReadsAsTheStackItIs() {
        assertEquals("64 -> dense 32 sigmoid -> dense 16 sigmoid -> dense 10 identity", network.toString());
    }

    @Test
    void aLayerOfOnesOwnStandsBesideTheOthers() {
        Network own = Network.of(
                2, new Scale(), new Dense(1, Activation.IDENTITY, Initializer.constant(1), Initializer.constant(10)));
        assertEquals(
                List.of("scale0.factor", "dense1.weight", "dense1.bias"),
                own.initialize(0).names());
        try (Backend backend = TestBackends.fastest();
                var _ = backend.scope()) {
            Tensor y = own.forward(own.initialize(0).on(backend), backend.tensor(new float[] {1, 2, 3, 4}, 2, 2));
            assertArrayEquals(new float[] {19, 31}, y.stored().toFloats());
        }
    }

    @Test
    void aNetworkCanBeOnSamplesOfAnyShape() {
        Network own = Network.of(Shape.of(2, 2), List.of(new Scale()));
        var x = Traced.input(TensorType.of(DType.FLOAT32, 5, 2, 2), "x");
        var factor = Traced.input(TensorType.of(DType.FLOAT32, 2, 2), "factor");
        assertEquals(Shape.of(5, 2, 2), own.forward(List.of(factor), x).shape());
    }

    @Test
    void aDenseLayerOnImagesIsRefusedWhenTheNetworkIsBuilt() {
        String message = assertThrows(
                        ShapeException.class, () -> Network.of(Shape.of(8, 8), List.of(new Dense(4, Activation.RELU))))
                .getMessage();
        assertTrue(message.contains("[8,8]") && message.contains("flatten"), message);
    }

    @Test
    void samplesOfAnotherWidthAreRefusedWithBothShapes() {
        var parameters = network.parameters().stream()
                .map(spec -> Traced.input(spec.type(), spec.name()))
                .toList();
        var x = Traced.input(TensorType.of(DType.FLOAT32, 5, 63), "x");
        String message = assertThrows(ShapeException.class, () -> network.forward(parameters, x))
                .getMessage();
        assertTrue(message.contains("[batch,64]") && message.contains("[5,63]"), message);
    }

    @Test
    void aParameterOfAnotherShapeIsRefusedByName() {
        Network other = Network.dense(64, List.of(32, 17), Activation.SIGMOID, 10, Activation.IDENTITY);
        String message = assertThrows(
                        ShapeException.class, () -> other.initialize(0).requireFit(network))
                .getMessage();
        assertTrue(
                message.contains("dense1.weight") && message.contains("[32,16]") && message.contains("[32,17]"),
                message);
    }

    @Test
    void nothingWithoutALayerAndNoLayerWithoutAUnit() {
        assertThrows(ConfigurationException.class, () -> Network.of(3));
        assertThrows(ConfigurationException.class, () -> Network.of(0, new Dense(1, Activation.STEP)));
        assertThrows(ConfigurationException.class, () -> new Dense(0, Activation.STEP));
    }

    @Test
    void anUnknownParameterGetsTheListOfThoseThereAre() {
        String message = assertThrows(
                        ConfigurationException.class,
                        () -> network.initialize(0).values("dense3.bias"))
                .getMessage();
        assertTrue(message.contains("'dense3.bias'") && message.contains("dense2.bias"), message);
    }

    @Test
    void valuesOfAnotherLengthAreRefused() {
        List<ParameterSpec> bias = List.of(network.parameters().get(1));
        assertThrows(ShapeException.class, () -> Parameters.of(bias, List.of(new float[31])));
        assertThrows(ShapeException.class, () -> Parameters.of(bias, List.of()));
    }
}
