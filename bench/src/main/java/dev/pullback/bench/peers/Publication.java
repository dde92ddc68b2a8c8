package dev.pullback.bench.peers;

import dev.pullback.bench.peers.driver.Machine;
import dev.pullback.bench.peers.driver.Measurements;
import dev.pullback.bench.peers.driver.Section;
import dev.pullback.bench.peers.driver.Table;
import dev.pullback.bench.peers.report.Json;
import dev.pullback.bench.peers.report.Report;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The report, written anew after every round: what was measured stays when the rest is interrupted. */
final class Publication {

    private record Heading(Table table, int threads) {}

    private final Path folder;
    private final Measurements measurements;
    private final Map<String, String> circumstances = Machine.describe();
    private final Map<Heading, Section> sections = new LinkedHashMap<>();

    Publication(Path folder, Measurements measurements) {
        this.folder = folder;
        this.measurements = measurements;
    }

    /** @param section in place of what was known of it before */
    void publish(Section section) {
        sections.put(new Heading(section.table(), section.threads()), section);
        try {
            write(folder.resolve("report.md"), toString());
            write(folder.resolve("results.json"), Json.of(measurements, circumstances));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Under another name first, so that nobody reads half a file. */
    private static void write(Path file, String text) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".part");
        Files.writeString(unfinished, text);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public String toString() {
        return Report.of(measurements, circumstances, List.copyOf(sections.values()));
    }
}
