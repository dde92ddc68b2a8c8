package dev.pullback.network.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.error.DataFormatException;
import dev.pullback.api.error.ShapeException;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.type.Shape;
import dev.pullback.network.layer.Activation;
import dev.pullback.network.layer.Dense;
import dev.pullback.network.layer.Layer;
import dev.pullback.network.layer.Network;
import dev.pullback.network.layer.ParameterSpec;
import dev.pullback.network.layer.Perceptron;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckpointTest {

    private static final Network NETWORK = Network.of(
            4, new Dense(3, Activation.SIGMOID), new Dense(2, Activation.RELU), new Perceptron(Activation.STEP, true));

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("network.safetensors");
    }

    private record Negation() implements Layer {
        @Override
        public String kind() {
            return "negation";
        }

        @Override
        public Shape outputShape(Shape input) {
            return input;
        }

        @Override
        public List<ParameterSpec> parameters(Shape input) {
            return List.of();
        }

        @Override
        public Tensor forward(List<Tensor> parameters, Tensor x) {
            return x.neg();
        }
    }

    @Test
    void aNetworkComesBackAsItWasSaved() {
        var saved = new Checkpoint(
                NETWORK, NETWORK.initialize(9), Map.of(Checkpoint.LOSS, "l2-mean", Checkpoint.DATASET, "digits"));
        saved.save(file);
        Checkpoint loaded = Checkpoint.load(file);
        assertEquals(NETWORK.toString(), loaded.network().toString());
        assertEquals(NETWORK.layers(), loaded.network().layers());
        assertEquals(saved.parameters(), loaded.parameters());
        assertEquals(saved.notes(), loaded.notes());
    }

    @Test
    void theFileIsPlainSafetensorsWithTheArchitectureAsText() {
        Checkpoint.save(file, NETWORK, NETWORK.initialize(9));
        try (var memory = Arena.ofConfined()) {
            Safetensors content = Safetensors.read(file, memory);
            assertEquals(
                    List.of("dense0.bias", "dense0.weight", "dense1.bias", "dense1.weight", "perceptron2.weight"),
                    content.entries().stream().map(Entry::name).sorted().toList());
            assertEquals(
                    "{\"input\":[4],\"layers\":[{\"kind\":\"dense\",\"activation\":\"sigmoid\",\"units\":\"3\"},"
                            + "{\"kind\":\"dense\",\"activation\":\"relu\",\"units\":\"2\"},"
                            + "{\"kind\":\"perceptron\",\"activation\":\"step\",\"bias\":\"true\"}]}",
                    content.metadata().get("network"));
        }
    }

    @Test
    void layersOfOnesOwnAreLoadedIntoTheNetworkThatOnesCodeBuilds() {
        Network own = Network.of(2, new Dense(2, Activation.TANH), new Negation());
        Checkpoint.save(file, own, own.initialize(1));
        assertEquals(own.initialize(1), Checkpoint.load(file, own).parameters());
        String message = failure(() -> Checkpoint.load(file));
        assertTrue(message.contains("layer 1 is a \"negation\"") && message.contains("your own code"), message);
    }

    @Test
    void anotherShapeIsRefusedWithTheArrayAndBothShapes() {
        Checkpoint.save(file, NETWORK, NETWORK.initialize(9));
        Network wider = Network.of(
                4,
                new Dense(5, Activation.SIGMOID),
                new Dense(2, Activation.RELU),
                new Perceptron(Activation.STEP, true));
        String message = failure(() -> Checkpoint.load(file, wider));
        assertTrue(
                message.contains(file.toString())
                        && message.contains("dense0.weight: expected F32 of shape [4,5], found F32 of shape [4,3]"),
                message);
    }

    @Test
    void aMissingArrayAndOneTooManyAreRefusedByName() {
        Checkpoint.save(file, NETWORK, NETWORK.initialize(9));
        Network shorter = Network.of(4, new Dense(3, Activation.SIGMOID), new Dense(2, Activation.RELU));
        Network other = Network.of(4, new Dense(3, Activation.SIGMOID), new Perceptron(Activation.STEP, true));
        assertTrue(failure(() -> Checkpoint.load(file, shorter)).contains("[perceptron2.weight]"));
        assertTrue(failure(() -> Checkpoint.load(file, other)).contains("perceptron1.weight of shape [4] is missing"));
    }

    @Test
    void anArrayOfAnotherTypeIsRefused() {
        Network one = Network.of(1, new Perceptron(Activation.STEP, false));
        var entry = new Entry(
                "perceptron0.weight", ElementType.F64, new long[] {1}, MemorySegment.ofArray(new double[] {1}));
        new Safetensors(Map.of(), List.of(entry)).write(file);
        assertTrue(failure(() -> Checkpoint.load(file, one))
                .contains("expected F32 of shape [1], found F64 of shape [1]"));
    }

    @Test
    void aFileWithoutAnArchitectureSaysHowToReadItAllTheSame() {
        new Safetensors(Map.of("epoch", "3"), List.of()).write(file);
        String message = failure(() -> Checkpoint.load(file));
        assertTrue(message.contains("\"network\"") && message.contains("[epoch]"), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "{ | not well-formed",
                "[] | expected an object",
                "{\"depth\":1} | not \"depth\"",
                "{\"input\":4} | the shape of a sample",
                "{\"input\":[4.5]} | whole number",
                "{\"input\":[99999999999]} | not well-formed",
                "{\"input\":[4],\"layers\":[3]} | an object as layer 0",
                "{\"input\":[4],\"layers\":[{\"kind\":1}]} | a text for \"kind\" of layer 0",
                "{\"input\":[4],\"layers\":[{\"units\":\"3\"}]} | layer 0 has no \"kind\"",
                "{\"input\":[4],\"layers\":[{\"kind\":\"dense\",\"units\":\"x\",\"activation\":\"relu\"}]} | whole number of units",
                "{\"input\":[4],\"layers\":[{\"kind\":\"dense\",\"units\":\"0\",\"activation\":\"relu\"}]} | at least 1 unit",
                "{\"input\":[4],\"layers\":[{\"kind\":\"dense\",\"units\":\"3\",\"activation\":\"swish\"}]} | no activation 'swish'",
                "{\"input\":[4],\"layers\":[{\"kind\":\"perceptron\",\"bias\":\"yes\",\"activation\":\"step\"}]} | true or false",
                "{\"input\":[-4],\"layers\":[]} | negative length",
                "{\"input\":[4,2],\"layers\":[{\"kind\":\"dense\",\"units\":\"3\",\"activation\":\"relu\"}]} | flatten",
                "{\"input\":[4],\"layers\":[]} | at least one layer"
            })
    void anArchitectureThatCannotBeIsRefusedWithTheFilesName(String text, String expected) {
        new Safetensors(Map.of("network", text), List.of()).write(file);
        String message = failure(() -> Checkpoint.load(file));
        assertTrue(message.contains(file.toString()) && message.contains(expected), message);
    }

    @Test
    void parametersOfAnotherNetworkAreNotSaved() {
        Network other = Network.of(4, new Dense(3, Activation.SIGMOID));
        assertThrows(ShapeException.class, () -> Checkpoint.save(file, NETWORK, other.initialize(9)));
    }

    private static String failure(Runnable load) {
        return assertThrows(DataFormatException.class, load::run).getMessage();
    }
}
