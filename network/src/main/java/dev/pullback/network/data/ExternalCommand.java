package dev.pullback.network.data;

import dev.pullback.api.error.InputOutputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Runs a program of the system in a folder, and makes one error of everything that can go wrong with it. */
final class ExternalCommand {

    /** What a message shows of the program's output: its last lines, where the reason stands. */
    private static final int SHOWN_LINES = 12;

    private ExternalCommand() {}

    /**
     * Runs the program to its end, without input and with English messages.
     *
     * @throws InputOutputException where it cannot be started, takes longer than {@code limit} or exits with anything
     *     but 0; the message has the command and what it printed
     */
    static void run(Path folder, Duration limit, List<String> command) {
        String shown = String.join(" ", command);
        try {
            Path log = Files.createTempFile(folder, "output", ".log");
            var builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().put("LC_ALL", "C.UTF-8");
            builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
            Process process = builder.start();
            try {
                process.getOutputStream().close();
                if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new InputOutputException("`%s` did not end within %,d s; it printed: %s"
                            .formatted(shown, limit.toSeconds(), tail(log)));
                }
                if (process.exitValue() != 0) {
                    throw new InputOutputException("`%s` failed with exit code %d; it printed: %s"
                            .formatted(shown, process.exitValue(), tail(log)));
                }
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InputOutputException("`%s` was interrupted".formatted(shown), e);
        } catch (IOException e) {
            throw new InputOutputException("`%s` could not be run: %s".formatted(shown, e.getMessage()), e);
        }
    }

    /** A program's output may have any bytes in it, so nothing here may fail on a malformed character. */
    private static String tail(Path log) throws IOException {
        List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        return lines.isEmpty()
                ? "nothing"
                : lines.stream()
                        .skip(Math.max(0, lines.size() - SHOWN_LINES))
                        .collect(Collectors.joining(System.lineSeparator() + "  ", System.lineSeparator() + "  ", ""));
    }
}
