package dev.pullback.bench.peers.driver;

import dev.pullback.bench.peers.peer.PeerMain;
import dev.pullback.bench.peers.work.Workload;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A peer's process: stopped by a signal, threads and all, whenever it is not asked something. So no pool of threads that waits
 * for more work by spinning takes time from the peer whose turn it is.
 */
final class PeerProcess implements AutoCloseable {

    private static final int SECONDS_TO_END = 10;
    private static final int MINUTES_TO_ANSWER = 3;

    private final Launch launch;
    private final Path log;
    private final Process process;
    private final PrintStream questions;
    private final BufferedReader answers;
    private final String version;

    PeerProcess(Launch launch, int threads, Path log) throws PeerFailure {
        this.launch = launch;
        this.log = log;
        var builder = new ProcessBuilder(command(launch, PeerMain.class, Integer.toString(threads), launch.argument()));
        builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        Environment.apply(builder, launch, threads);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // Whoever ends the driver ends its peers, which would otherwise stay stopped for ever.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        questions = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        version = answer();
        Signal.STOP.send(process.pid());
    }

    static Path log(Path folder, Launch launch) {
        return folder.resolve(launch.name().replaceAll("\\W+", "-") + ".log");
    }

    static List<String> command(Launch launch, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(launch.jvmOptions());
        command.addAll(List.of("-cp", launch.classPath(), main.getName(), launch.adapter()));
        command.addAll(List.of(arguments));
        return command;
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    Launch launch() {
        return launch;
    }

    String version() {
        return version;
    }

    double[] check(Workload workload) throws PeerFailure {
        String numbers = ask("check " + workload);
        return numbers.isBlank()
                ? new double[0]
                : Arrays.stream(numbers.split(" ", -1))
                        .mapToDouble(Double::parseDouble)
                        .toArray();
    }

    /** Nanoseconds of one run. */
    double measure(Workload workload, Timing timing) throws PeerFailure {
        return Double.parseDouble(ask("measure " + workload + " " + timing.warmUp() + " " + timing.samples() + " "
                + timing.sampleMilliseconds()));
    }

    private String ask(String question) throws PeerFailure {
        Signal.CONTINUE.send(process.pid());
        try {
            questions.println(question);
            return answer();
        } finally {
            Signal.STOP.send(process.pid());
        }
    }

    /** Lines that do not begin as answers do are a library's own talk. */
    private String answer() throws PeerFailure {
        Thread watchdog = Thread.ofVirtual().start(this::endWhenLate);
        try {
            for (String line = answers.readLine(); line != null; line = answers.readLine()) {
                if (line.startsWith("@")) {
                    return line.substring(1).strip();
                }
                if (line.startsWith("!")) {
                    throw new PeerFailure(line.substring(1).strip() + " (see " + log + ")");
                }
            }
        } catch (IOException e) {
            throw new PeerFailure(e + " (see " + log + ")");
        } finally {
            watchdog.interrupt();
        }
        throw new PeerFailure("ended without an answer (see " + log + ")");
    }

    private void endWhenLate() {
        try {
            TimeUnit.MINUTES.sleep(MINUTES_TO_ANSWER);
            process.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        Signal.CONTINUE.send(process.pid());
        questions.close();
        try {
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
