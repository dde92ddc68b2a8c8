package dev.pullback.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A main class of these tests in a Java of its own, on the class path, with flags that this one was not started with. */
final class JavaProcess {

    private static final int TIMEOUT_SECONDS = 120;

    private JavaProcess() {}

    /** What it printed; it must end well. */
    static String run(Class<?> main, String... flags) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(flags));
        command.addAll(List.of("-cp", classPath(), main.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS), output);
        assertEquals(0, process.exitValue(), output);
        return output;
    }

    /** Everything this Java was given, whether as modules or as classes, and the tests themselves. */
    private static String classPath() {
        return Stream.of("java.class.path", "jdk.module.path", "surefire.test.class.path")
                .map(System::getProperty)
                .filter(path -> path != null && !path.isBlank())
                .flatMap(path -> Stream.of(path.split(File.pathSeparator, -1)))
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }
}
