package dev.pullback.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The readme's code compiles, runs and prints what the formula by hand gives. */
class ReadmeTest {

    private static final Pattern JAVA = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path folder;

    @Test
    void the_step_of_gradient_descent_is_the_one_worked_out_by_hand() throws Exception {
        double[] x = {1, 0.5, -1.5};
        double[] w = {0.1, -0.4, 0.8};
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += w[i] * x[i];
        }
        double f = 1 / (1 + Math.exp(-sum));

        String[] printed = run(block()).strip().replaceAll("[\\[\\] ]", "").split(",", -1);

        assertEquals(x.length, printed.length);
        for (int i = 0; i < x.length; i++) {
            double expected = w[i] - 0.5 * 2 * (f - 1) * f * (1 - f) * x[i];
            assertEquals(expected, Double.parseDouble(printed[i]), 1e-6);
        }
    }

    private static String block() throws Exception {
        Matcher blocks = JAVA.matcher(Files.readString(Path.of("..", "README.md")));
        assertTrue(blocks.find(), "the readme has a java block");
        return blocks.group(1);
    }

    /** Imports go before a class, everything else into its main method. */
    private String run(String block) throws Exception {
        String imports =
                block.lines().filter(line -> line.startsWith("import ")).collect(Collectors.joining("\n"));
        String code = block.lines().filter(line -> !line.startsWith("import ")).collect(Collectors.joining("\n"));
        Path source = folder.resolve("Readme.java");
        Files.writeString(
                source, imports + "\npublic class Readme { public static void main(String[] a) {\n" + code + "\n}}\n");
        return launch(source);
    }

    /** In a JVM of its own, as a reader would run it. */
    private static String launch(Path source) throws IOException, InterruptedException {
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--module-path",
                        System.getProperty("jdk.module.path", ""),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "--add-modules",
                        "dev.pullback.api,dev.pullback.cpu",
                        source.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, java.waitFor(), printed);
        return printed;
    }
}
