package dev.pullback.bench.peers.driver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** The circumstances of a measurement. */
public final class Machine {

    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    private Machine() {}

    public static Map<String, String> describe() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        facts.put(
                "processor",
                field("model name") + ", " + Runtime.getRuntime().availableProcessors()
                        + " processors for this program");
        facts.put(
                "system",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
        facts.put("Java", System.getProperty("java.vendor.version", "") + " " + Runtime.version());
        return facts;
    }

    /** Whether the processor says that it has a feature, by Linux's name for it. */
    static boolean has(String feature) {
        return (" " + field("flags") + " ").contains(" " + feature + " ");
    }

    /** Of the first processor. */
    private static String field(String name) {
        try (var lines = Files.lines(PROCESSORS)) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
