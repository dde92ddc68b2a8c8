package dev.pullback.cpu;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** What the operating system tells about this machine. */
final class Machine {

    private static final Path PROCESSOR_FILE = Path.of("/proc/cpuinfo");
    private static final Path MEMORY_FILE = Path.of("/proc/meminfo");

    /** What a container may have, in the two forms that Linux has for it. */
    private static final List<Path> CONTAINER_FILES =
            List.of(Path.of("/sys/fs/cgroup/memory.max"), Path.of("/sys/fs/cgroup/memory/memory.limit_in_bytes"));

    private static final Pattern MODEL = Pattern.compile("(?:model name|Model|Processor|cpu model)\\s*:\\s*(.+)");
    private static final Pattern MEMORY = Pattern.compile("MemTotal:\\s*(\\d+) kB");
    private static final Pattern NUMBER = Pattern.compile("(\\d+)");

    private Machine() {}

    /** The processor's name, or the architecture's where there is none to be read. */
    static String processor() {
        return matches(PROCESSOR_FILE, MODEL)
                .map(name -> name.strip().replaceAll("\\s+", " "))
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse(System.getProperty("os.arch", "unknown") + " processor");
    }

    /** Bytes of main memory that this process may have. */
    static long memoryBytes() {
        LongStream whole = matches(MEMORY_FILE, MEMORY).mapToLong(kibibytes -> 1024 * Long.parseLong(kibibytes));
        LongStream container =
                CONTAINER_FILES.stream().flatMap(file -> matches(file, NUMBER)).mapToLong(Machine::saturated);
        // The file is read first because asking Java takes 40 ms, which a small program would notice.
        return LongStream.concat(whole, container).min().orElseGet(Machine::askJava);
    }

    private static long askJava() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }

    /** A number that may be larger than a long, which means no limit. */
    private static long saturated(String number) {
        try {
            return Long.parseLong(number);
        } catch (NumberFormatException tooLarge) {
            return Long.MAX_VALUE;
        }
    }

    /** The first group of every line that matches; nothing where there is no such file, as on anything but Linux. */
    private static Stream<String> matches(Path file, Pattern pattern) {
        try {
            List<String> lines = Files.isReadable(file) ? Files.readAllLines(file) : List.of();
            return lines.stream().map(pattern::matcher).filter(Matcher::matches).map(line -> line.group(1));
        } catch (IOException unreadable) {
            return Stream.empty();
        }
    }
}
