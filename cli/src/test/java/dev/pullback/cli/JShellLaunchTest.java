package dev.pullback.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./pullback jshell} as its script opens it, on this build's classes. */
class JShellLaunchTest {

    private static final int PATIENCE_SECONDS = 120;

    private static final String OPEN = """
            root=$1; . "$root/scripts/jdk.sh"; . "$root/scripts/jshell.sh"; jshell_run "$2" -""";

    @TempDir
    private Path folder;

    @Test
    void everythingIsImportedAndTensorsShowTheirValues() throws Exception {
        String said = conversation("""
                var backend = Backends.open("reference");
                Tensor w = backend.vector(0.1, -0.4, 0.8);
                Tensor x = backend.vector(1, 0.5, -1.5);
                var F = new Perceptron(SIGMOID, false);
                println(F.output(w, x));
                println(Derivatives.gradient(TensorFunction.of(v -> L2.sum().of(F.output(v, x), x.like(1)))).at(w));
                println("σ = " + sigmoid(backend.vector(0)));
                """);

        assertEquals("""
                float64[] 0.214165
                float64[3] [-0.264509, -0.132255, 0.396764]
                σ = float64[1] [0.5]
                """, said);
    }

    @Test
    void everyBackendOfTheMachineCanBeOpened() throws Exception {
        String said = conversation("""
                for (var verdict : Backends.list()) {
                    try (var backend = Backends.open(verdict.id())) {
                        println(verdict.id() + " " + backend.tensor(new float[] {1, 2}, 2).square());
                    }
                }
                """);

        for (String id : new String[] {"reference", "cpu", "opencl"}) {
            assertTrue(said.contains(id + " float32[2] [1.0, 4.0]"), said);
        }
        assertFalse(said.contains("WARNING"), said);
    }

    @Test
    void aMistakeIsToldWithoutTheShellsOwnLineNumbers() throws Exception {
        String said = conversation("""
                var backend = Backends.open("reference");
                backend.vector(1, 2).add(backend.vector(1, 2, 3));
                """);

        assertTrue(said.contains("ShapeException: add(float64[2], float64[3])"), said);
        assertFalse(said.contains("$JShell$"), said);
    }

    /** What comes out, on stdout or stderr, when these lines are typed where the locale knows ASCII only. */
    private String conversation(String lines) throws Exception {
        Path typed = Files.writeString(folder.resolve("typed"), lines);
        Path heard = folder.resolve("heard");
        ProcessBuilder shell = new ProcessBuilder(
                        "sh", "-c", OPEN, "sh", Path.of("..").toRealPath().toString(), WholeClassPath.text())
                .redirectInput(typed.toFile())
                .redirectOutput(heard.toFile())
                .redirectErrorStream(true);
        shell.environment().put("JAVA_HOME", System.getProperty("java.home"));
        shell.environment().put("LC_ALL", "C");
        Process process = shell.start();
        try {
            assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "it goes on and on");
            String said = Files.readString(heard, StandardCharsets.UTF_8);
            assertEquals(0, process.exitValue(), said);
            return said;
        } finally {
            process.destroyForcibly();
        }
    }
}
