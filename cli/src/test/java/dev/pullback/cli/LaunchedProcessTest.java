package dev.pullback.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.backend.BackendProvider;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.jr.ob.JSON;

/** The command as its launcher starts it: a process of its own, everything on the class path. */
class LaunchedProcessTest {

    private static final int PATIENCE_SECONDS = 120;
    private static final int SIGTERM = 128 + 15;

    @TempDir
    private Path folder;

    private Path out;
    private Path err;
    private Process process;
    private List<String> javaOptions = List.of();
    private String morePath = "";

    @BeforeEach
    void nameTheFiles() {
        out = folder.resolve("out");
        err = folder.resolve("err");
    }

    @AfterEach
    void endTheProcess() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void jsonIsAllThatComesOutOnStdout() throws Exception {
        assertEquals(0, finish(start("train", "--epochs", "1", "--json")), this::said);

        String text = Files.readString(out);
        assertTrue(text.startsWith("{"), text);
        assertEquals("digits", JSON.std.mapFrom(text).get("data"));
    }

    @Test
    void terminationEndsTheTrainingWithoutATrace() throws Exception {
        start("train", "--backend", "cpu", "--epochs", "1000000");
        await(text -> text.contains("epoch "));

        process.destroy();

        assertEquals(SIGTERM, finish(process), this::said);
        assertTrue(Files.readString(err).endsWith("pullback: interrupted" + System.lineSeparator()), this::said);
        assertFalse(said().contains("Exception") || said().contains("\tat "), this::said);
    }

    @Test
    void terminationEndsACheckWithoutATrace() throws Exception {
        start("check", "--backend", "cpu");
        await(text -> text.contains("twin "));

        process.destroy();

        assertEquals(SIGTERM, finish(process), this::said);
        assertTrue(Files.readString(err).endsWith("pullback: interrupted" + System.lineSeparator()), this::said);
        assertFalse(said().contains("Exception") || said().contains("PASSED"), this::said);
    }

    @Test
    void withoutAnOpenClPlatformAskingForItFailsAndSaysWhatToInstall() throws Exception {
        assertEquals(ExitStatus.FAILURE, finish(withoutPlatform("train", "--backend", "opencl")), this::said);

        String said = Files.readString(err);
        assertTrue(said.contains("Backend 'opencl' cannot be used"), this::said);
        assertTrue(said.contains("pocl-opencl-icd"), this::said);
        assertFalse(said.contains("\tat "), this::said);
        assertEquals("", Files.readString(out));
    }

    @Test
    void withoutAnOpenClPlatformTheBestOtherBackendTrainsAndSaysSo() throws Exception {
        assertEquals(0, finish(withoutPlatform("train", "--epochs", "1")), this::said);

        String said = Files.readString(out);
        assertTrue(said.matches("(?s)backend +cpu on .*"), this::said);
        assertTrue(said.contains("opencl (absent: "), this::said);
    }

    @Test
    void devicesTellsWhatIsAbsentAndWhatToInstall() throws Exception {
        assertEquals(0, finish(withoutPlatform("devices")), this::said);

        String said = Files.readString(out);
        assertTrue(said.contains("opencl: absent: ") && said.contains("pocl-opencl-icd"), this::said);
        assertTrue(said.contains("cpu: available"), this::said);
    }

    @Test
    void devicesTellsWhatIsBrokenWhichHidesNoOther() throws Exception {
        Path services = Files.createDirectories(folder.resolve("broken/META-INF/services"));
        Files.writeString(services.resolve(BackendProvider.class.getName()), "org.example.NoSuchProvider\n");
        morePath = services.getParent().getParent() + File.pathSeparator;

        assertEquals(0, finish(start("devices")), this::said);

        String said = Files.readString(out);
        assertTrue(said.contains(": broken: ") && said.contains("org.example.NoSuchProvider"), this::said);
        for (String id : List.of("reference", "cpu", "opencl")) {
            assertTrue(said.contains(id + ": available"), this::said);
        }
        assertFalse(said().contains("\tat "), this::said);
    }

    @Test
    void aNetworkThatJavaHasNoRoomForIsSaidToBeTooLarge() throws Exception {
        javaOptions = List.of("-Xmx64m");

        assertEquals(
                ExitStatus.FAILURE,
                finish(start("train", "--backend", "reference", "--layers", "6000,6000", "--epochs", "1")),
                this::said);

        String said = Files.readString(err);
        assertTrue(said.contains("Java has no more memory") && said.contains("its limit is 64 MiB"), this::said);
        assertFalse(said.contains("\tat "), this::said);
    }

    private Process start(String... arguments) throws IOException {
        process = command(arguments).start();
        return process;
    }

    /** As on a machine whose OpenCL loader finds no vendor's driver. */
    private Process withoutPlatform(String... arguments) throws IOException {
        ProcessBuilder builder = command(arguments);
        builder.environment()
                .put("OCL_ICD_VENDORS", folder.resolve("no-vendors").toString());
        builder.environment().remove("OCL_ICD_FILENAMES");
        process = builder.start();
        return process;
    }

    private ProcessBuilder command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                morePath + WholeClassPath.text(),
                Main.class.getName()));
        command.addAll(1, javaOptions);
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    }

    private static int finish(Process process) throws InterruptedException {
        assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "it goes on and on");
        return process.exitValue();
    }

    private void await(Predicate<String> wanted) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!wanted.test(Files.readString(out))) {
            assertTrue(process.isAlive() && System.nanoTime() < end, this::said);
            Thread.sleep(20);
        }
    }

    private String said() {
        try {
            return "stdout:\n%s\nstderr:\n%s".formatted(Files.readString(out), Files.readString(err));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
