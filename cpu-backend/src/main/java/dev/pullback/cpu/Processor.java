package dev.pullback.cpu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the operating system tells about this machine. */
final class Processor {

    private static final Path MODEL_FILE = Path.of("/proc/cpuinfo");
    private static final Path MEMORY_FILE = Path.of("/proc/meminfo");
    private static final Pattern MODEL = Pattern.compile("(?:model name|Model|Processor|cpu model)\\s*:\\s*(.+)");
    private static final Pattern MEMORY = Pattern.compile("MemTotal:\\s*(\\d+) kB");

    private Processor() {}

    /** The model's name, or the architecture's where there is none to be read. */
    static String name() {
        String architecture = System.getProperty("os.arch", "unknown") + " processor";
        return linesOf(MODEL_FILE).stream()
                .map(MODEL::matcher)
                .filter(Matcher::matches)
                .map(line -> line.group(1).strip().replaceAll("\\s+", " "))
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse(architecture);
    }

    /** Bytes of main memory, or -1 where nothing tells. */
    static long memoryBytes() {
        return linesOf(MEMORY_FILE).stream()
                .map(MEMORY::matcher)
                .filter(Matcher::matches)
                .map(line -> 1024 * Long.parseLong(line.group(1)))
                .findFirst()
                .orElse(-1L);
    }

    /** No lines where there is no such file, as on anything but Linux; nothing but a description depends on it. */
    private static List<String> linesOf(Path file) {
        try {
            return Files.isReadable(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException unreadable) {
            return List.of();
        }
    }
}
