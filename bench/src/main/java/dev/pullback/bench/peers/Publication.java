package dev.pullback.bench.peers;

import dev.pullback.bench.peers.driver.Campaign;
import dev.pullback.bench.peers.driver.Machine;
import dev.pullback.bench.peers.driver.Section;
import dev.pullback.bench.peers.report.Json;
import dev.pullback.bench.peers.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The report, written anew after every section: what was measured stays when the rest is interrupted. */
final class Publication {

    private final Path folder;
    private final Map<String, String> circumstances = Machine.describe();
    private final List<Section> sections = new ArrayList<>();
    private String text = "";

    Publication(Path folder) {
        this.folder = folder;
    }

    void publish(Campaign campaign, Section section) throws IOException {
        sections.add(section);
        text = Report.of(campaign.measurements(), circumstances, sections);
        write(folder.resolve("report.md"), text);
        write(folder.resolve("results.json"), Json.of(campaign.measurements(), circumstances));
    }

    /** Under another name first, so that nobody reads half a file. */
    private static void write(Path file, String text) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".part");
        Files.writeString(unfinished, text);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public String toString() {
        return text;
    }
}
