package dev.pullback.opencl.oclgrind;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;

/** Clang's front end for OpenCL C: what the compilers of GPU vendors are built on, without a GPU. */
final class Clang {

    /** Names the compiler where it is not on the path; set by {@code ./pullback test}. */
    private static final String VARIABLE = "PULLBACK_CLANG";

    private static final int OLDEST = 14;
    private static final int NEWEST = 30;

    private Clang() {}

    /** How a check ended, with what the compiler said. */
    record Result(int exitCode, String output) {}

    /** Checks programs as OpenCL C 1.2 for a target, all in one process: most of the time would go into starting it. */
    static Result check(String target, List<Path> files) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(find(), "-cc1", "-triple", target, "-x", "cl", "-cl-std=CL1.2"));
        command.addAll(List.of("-fsyntax-only", "-finclude-default-header", "-fdeclare-opencl-builtins"));
        files.forEach(file -> command.add(file.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    /** Without one the tests fail: a suite that skips them would prove nothing. */
    private static String find() {
        String chosen = Objects.requireNonNullElse(System.getenv(VARIABLE), "");
        if (!chosen.isEmpty()) {
            return chosen;
        }
        List<String> folders = Arrays.asList(
                Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator, 0));
        // With their number first: a plain clang may be older, or one that knows no OpenCL.
        return Stream.concat(
                        IntStream.rangeClosed(OLDEST, NEWEST).mapToObj(version -> "clang-" + version),
                        Stream.of("clang"))
                .flatMap(name -> folders.stream().map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Path::toString)
                .orElseGet(() -> Assertions.fail("these tests need clang " + OLDEST
                        + " or newer, and there is none on the path; install it (Debian: apt-get install clang-14), or run"
                        + " ./pullback test, which brings it"));
    }
}
