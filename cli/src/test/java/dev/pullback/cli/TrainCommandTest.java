package dev.pullback.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.Backends;
import dev.pullback.network.checkpoint.Checkpoint;
import dev.pullback.network.data.Digits;
import dev.pullback.network.train.Evaluation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainCommandTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void cpuLearnsTheDigitsWithoutFurtherOptionsWhateverTheSeed(int seed) {
        Map<String, Object> result = Invocation.of(
                        "train", "--backend", "cpu", "--seed", Integer.toString(seed), "--json")
                .succeeded()
                .json();

        assertTrue(Invocation.number(result, "accuracy") >= 0.96, result.toString());
        assertEquals(List.of(64, 64), result.get("layers"));
        assertEquals("sigmoid", result.get("activation"));
        assertEquals("digits", result.get("data"));
        assertEquals("cpu", result.get("backend"));
    }

    @Test
    void referenceLearnsTheDigits() {
        Map<String, Object> result = Invocation.of("train", "--backend", "reference", "--json")
                .succeeded()
                .json();

        assertTrue(Invocation.number(result, "accuracy") >= 0.96, result.toString());
    }

    @Test
    void jsonTellsWhatWasDoneAndWhatCameOut() {
        Map<String, Object> result = Invocation.of(
                        "train",
                        "--backend=reference",
                        "--epochs=2",
                        "--layers=16",
                        "--activation=tanh",
                        "--loss=l2",
                        "--batch=100",
                        "--rate=0.125",
                        "--seed=7",
                        "--json")
                .succeeded()
                .json();

        assertEquals("reference", result.get("backend"));
        assertFalse(((String) result.get("device")).isBlank());
        assertEquals("64 -> dense 16 tanh -> dense 10 sigmoid", result.get("network"));
        assertEquals(List.of(16), result.get("layers"));
        assertEquals("l2-mean", result.get("loss"));
        assertEquals(2.0, Invocation.number(result, "epochs"));
        assertEquals(100.0, Invocation.number(result, "batch"));
        assertEquals(0.125, Invocation.number(result, "rate"));
        assertEquals(7.0, Invocation.number(result, "seed"));
        assertEquals(2, Invocation.numbers(result, "losses").size());
        assertEquals(2, Invocation.numbers(result, "accuracies").size());
        assertEquals(
                Invocation.number(result, "accuracy"),
                Invocation.numbers(result, "accuracies").getLast());
        assertEquals(
                Training.FIRST_STEPS, Invocation.numbers(result, "first_losses").size());
        assertTrue(Invocation.number(result, "samples_per_second") > 0);
        assertTrue(Invocation.number(result, "seconds") >= Invocation.number(result, "training_seconds"));
        assertFalse(result.containsKey("binding"), "only a backend with bindings has one");
        assertFalse(result.containsKey("profile"), "nobody asked for a profile");
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "cpu"})
    void sameSeedTwiceGivesTheSameBits(String backend) {
        Map<String, Object> first = train(backend, "--seed", "5");
        Map<String, Object> second = train(backend, "--seed", "5");

        assertEquals(first.get("losses"), second.get("losses"));
        assertEquals(first.get("first_losses"), second.get("first_losses"));
        assertEquals(first.get("accuracies"), second.get("accuracies"));
        assertNotEquals(first.get("losses"), train(backend, "--seed", "6").get("losses"));
    }

    @Test
    void linesForPeopleNameBackendDataNetworkAndResult() {
        String out = Invocation.of("train", "--backend", "cpu", "--epochs", "2")
                .succeeded()
                .out();

        assertTrue(out.matches("(?s)backend +cpu on .*"), out);
        assertTrue(out.contains("digits: 1,437 samples to train on, 360 to test on"), out);
        assertTrue(out.contains("64 -> dense 64 sigmoid -> dense 64 sigmoid -> dense 10 identity"), out);
        assertTrue(out.contains("epoch 1/2  loss ") && out.contains("epoch 2/2  loss "), out);
        assertTrue(out.matches("(?s).*result +test accuracy 0\\.\\d{4} on cpu \\(.*samples/s.*"), out);
    }

    @Test
    void withoutABackendItSaysWhyItTookThisOne() {
        Backends.Verdict best = Backends.list().getFirst();

        String out = Invocation.of("train", "--epochs", "1").succeeded().out();

        assertTrue(out.matches("(?s)backend +%s.*".formatted(best.id())), out);
        assertTrue(
                out.contains("the best of what there is: %s (priority %d)".formatted(best.id(), best.priority())), out);
    }

    @Test
    void aBackendNamedByThePropertyIsTakenAndSaidToBe() {
        System.setProperty(Backends.PROPERTY, "reference");
        try {
            String out = Invocation.of("train", "--epochs", "1").succeeded().out();

            assertTrue(out.contains("asked for by -Dpullback.backend=reference"), out);
        } finally {
            System.clearProperty(Backends.PROPERTY);
        }
    }

    @Test
    void fusionMayBeSwitchedOff() {
        Map<String, Object> fused = train("cpu", "--profile");
        Map<String, Object> separate = train("cpu", "--profile", "--fusion", "off");

        assertEquals(false, separate.get("fusion"));
        assertTrue(Invocation.objects(separate, "profile").size()
                != Invocation.objects(fused, "profile").size());
        assertEquals(
                Invocation.numbers(fused, "first_losses").getFirst(),
                Invocation.numbers(separate, "first_losses").getFirst(),
                1e-5);
    }

    @Test
    void savedNetworkHasTheAccuracyThatWasReported(@TempDir Path folder) {
        Path file = folder.resolve("digits.safetensors");

        Map<String, Object> result = train("cpu", "--save", file.toString());

        assertEquals(file.toString(), result.get("saved"));
        Checkpoint loaded = Checkpoint.load(file);
        assertEquals("digits", loaded.notes().get(Checkpoint.DATASET));
        try (Backend backend = Backends.open("cpu")) {
            double accuracy = Evaluation.accuracy(
                    backend,
                    loaded.network(),
                    loaded.parameters(),
                    Digits.open().test());
            assertEquals(Invocation.number(result, "accuracy"), accuracy);
        }
    }

    @Test
    void profileListsTheKernelsWithLaunchesAndTime() {
        Map<String, Object> result = train("cpu", "--profile");

        double share = 0;
        for (Map<String, Object> kernel : Invocation.objects(result, "profile")) {
            assertTrue(Invocation.number(kernel, "launches") > 0, kernel.toString());
            assertTrue(Invocation.number(kernel, "seconds") >= 0, kernel.toString());
            share += Invocation.number(kernel, "share");
        }
        assertEquals(1, share, 1e-9);
    }

    @Test
    void ownCsvFileIsTrainedOn(@TempDir Path folder) throws Exception {
        var text = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            text.append("%d.5,%d,%s%n".formatted(i % 2 == 0 ? 1 : -1, i % 7, i % 2 == 0 ? "yes" : "no"));
        }
        Path file = Files.writeString(folder.resolve("own.csv"), text);

        Map<String, Object> result = train("cpu", "--data", file.toString(), "--layers", "none", "--batch", "1");

        assertEquals("2 -> dense 2 identity", result.get("network"));
        assertEquals(1.0, Invocation.number(result, "accuracy"));
    }

    private static Map<String, Object> train(String backend, String... more) {
        String[] arguments = Stream.concat(
                        Stream.of("train", "--backend", backend, "--epochs", "3", "--json"), Stream.of(more))
                .toArray(String[]::new);
        return Invocation.of(arguments).succeeded().json();
    }
}
