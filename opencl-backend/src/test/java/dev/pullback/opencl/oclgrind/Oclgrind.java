package dev.pullback.opencl.oclgrind;

import dev.pullback.opencl.driver.JavaProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Assertions;

/**
 * Runs a main class of the tests in a process whose only OpenCL device is Oclgrind's, a simulator that watches every access
 * of every work-item. It comes in as a driver; started as a wrapper around a JVM it would clash with other drivers.
 */
final class Oclgrind {

    /** Names the driver's library where it is not in the usual place; set by {@code ./pullback test}. */
    private static final String VARIABLE = "PULLBACK_OCLGRIND";

    private static final List<String> USUAL = List.of(
            "/usr/lib/oclgrind/liboclgrind-rt-icd.so",
            "/usr/lib64/oclgrind/liboclgrind-rt-icd.so",
            "/usr/local/lib/oclgrind/liboclgrind-rt-icd.so");

    private Oclgrind() {}

    /** How the program ended, and what Oclgrind says of it. */
    record Result(JavaProcess.Result process, OclgrindLog log) {}

    /** Runs a program to its end; its log is written below the folder. */
    static Result run(Path folder, Class<?> main, String... arguments) throws IOException, InterruptedException {
        Path log = folder.resolve("oclgrind.log");
        var java = new JavaProcess()
                // Nearly all the time goes into the simulator: what the JVM's second compiler takes would never come
                // back.
                .option("-XX:TieredStopAtLevel=1");
        settings(log).forEach(java::environment);
        JavaProcess.Result process = java.run(main, arguments);
        String written = Files.exists(log) ? Files.readString(log, StandardCharsets.ISO_8859_1) : "";
        return new Result(process, OclgrindLog.of(written, process.output()));
    }

    private static Map<String, String> settings(Path log) {
        return Map.of(
                "OCL_ICD_VENDORS", driver(),
                "OCLGRIND_CHECK_API", "1",
                "OCLGRIND_DATA_RACES", "1",
                "OCLGRIND_UNINITIALIZED", "1",
                // Optimised code moves parts of vectors in ways that it takes for reads of what was never written.
                "OCLGRIND_BUILD_OPTIONS", "-cl-opt-disable",
                "OCLGRIND_LOCAL_MEM_SIZE", Integer.toString(Setup.LOCAL_BYTES),
                "OCLGRIND_LOG", log.toString());
    }

    /** The driver's library. Without it the tests fail: a suite that skips them would prove nothing. */
    private static String driver() {
        String chosen = Objects.requireNonNullElse(System.getenv(VARIABLE), "");
        List<String> candidates = chosen.isEmpty() ? USUAL : List.of(chosen);
        return candidates.stream()
                .filter(candidate -> Files.exists(Path.of(candidate)))
                .findFirst()
                .orElseGet(() ->
                        Assertions.fail(("these tests need Oclgrind, and there is none at %s; install it (Debian: "
                                        + "apt-get install oclgrind), or run ./pullback test, which brings it")
                                .formatted(candidates)));
    }
}
