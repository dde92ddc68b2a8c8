package dev.pullback.opencl.driver;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs a main class of the tests in a Java process of its own, where the environment and the class path can be chosen. */
public final class JavaProcess {

    private final List<String> options = new ArrayList<>(List.of("--sun-misc-unsafe-memory-access=deny"));
    private final List<String> cleared = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private String nativeAccess = "--enable-native-access=ALL-UNNAMED";
    private Predicate<String> classPathEntry = entry -> true;

    /** What it printed, both streams together, and how it ended. */
    public record Result(int exitCode, String output) {}

    public JavaProcess option(String option) {
        options.add(option);
        return this;
    }

    public JavaProcess denyingNativeAccess() {
        nativeAccess = "--illegal-native-access=deny";
        return this;
    }

    public JavaProcess environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    public JavaProcess withoutEnvironment(String name) {
        cleared.add(name);
        return this;
    }

    /** Leaves out jars whose file name starts so. */
    public JavaProcess withoutJars(String prefix) {
        classPathEntry = classPathEntry.and(
                entry -> !Path.of(entry).getFileName().toString().startsWith(prefix));
        return this;
    }

    public Result run(Class<?> main, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(nativeAccess);
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(), main.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        cleared.forEach(builder.environment()::remove);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException(main.getName() + " did not end; it printed:\n" + output);
        }
        return new Result(process.exitValue(), output);
    }

    private String classPath() {
        return Stream.of("java.class.path", "jdk.module.path")
                .map(property -> System.getProperty(property, ""))
                .flatMap(path -> Arrays.stream(path.split(File.pathSeparator, 0)))
                .filter(entry -> !entry.isEmpty())
                .filter(classPathEntry)
                .collect(Collectors.joining(File.pathSeparator));
    }
}
