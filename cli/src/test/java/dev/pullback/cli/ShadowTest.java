package dev.pullback.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training with the reference beside it, and what it leaves behind. */
class ShadowTest {

    @TempDir
    private Path folder;

    @Test
    void aBackendThatIsRightTrainsToItsEnd() {
        Invocation trained = train("cpu").succeeded();

        assertTrue(trained.out().contains("the reference runs beside it"), trained.out());
        assertTrue(Files.notExists(folder.resolve("found")), "nothing was found");
    }

    @Test
    void aBackendThatIsWrongStopsAndItsBundleIsReplayedOnAnyBackend() throws Exception {
        try (var _ = new WithProvider(SabotagedProvider.class, folder)) {
            Invocation stopped = train(SabotagedProvider.ID);

            assertEquals(ExitStatus.FAILURE, stopped.code(), stopped.out());
            assertTrue(stopped.err().contains("tanh(") && stopped.err().contains("check --bundle"), stopped.err());
            List<Path> bundles;
            try (Stream<Path> files = Files.list(folder.resolve("found"))) {
                bundles = files.toList();
            }
            assertEquals(1, bundles.size());

            assertEquals(
                    true,
                    replay(SabotagedProvider.ID, bundles.getFirst(), ExitStatus.FAILURE)
                            .get("same"));
            assertEquals(
                    "passed",
                    replay("cpu", bundles.getFirst(), ExitStatus.SUCCESS).get("verdict"));
        }
    }

    private Invocation train(String backend) {
        return Invocation.of(
                "train",
                "--backend=" + backend,
                "--shadow=" + folder.resolve("found"),
                "--layers=4",
                "--activation=tanh",
                "--batch=1000",
                "--epochs=1");
    }

    private static Map<String, Object> replay(String backend, Path bundle, int code) {
        Invocation replay = Invocation.of("check", "--backend", backend, "--bundle", bundle.toString(), "--json");
        assertEquals(code, replay.code(), replay.err());
        return replay.json();
    }
}
