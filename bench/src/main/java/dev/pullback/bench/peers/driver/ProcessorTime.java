package dev.pullback.bench.peers.driver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * Time of all processors since the system started, as Linux counts it in hundredths of seconds.
 *
 * @param total of all processors
 * @param taken by programs, the kernel, and the host of a virtual machine
 */
record ProcessorTime(double total, double taken) {

    private static final Path COUNTERS = Path.of("/proc/stat");
    private static final double MILLISECONDS = 10;
    private static final int IDLE = 3;
    private static final int WAITING_FOR_DISKS = 4;
    private static final int FIRST_GUEST = 8;

    static ProcessorTime now() {
        try (var lines = Files.lines(COUNTERS)) {
            return parse(lines.findFirst().orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Guests' time is counted as their users' as well. */
    static ProcessorTime parse(String line) {
        double[] fields = Arrays.stream(line.strip().split(" +", -1))
                .skip(1)
                .limit(FIRST_GUEST)
                .mapToDouble(Double::parseDouble)
                .toArray();
        double total = Arrays.stream(fields).sum();
        return new ProcessorTime(total, total - fields[IDLE] - fields[WAITING_FOR_DISKS]);
    }

    /** The share of the machine that others than these processes took since then, from 0 to 1. */
    double shareOfOthers(ProcessorTime before, Duration own) {
        double others = taken - before.taken - own.toMillis() / MILLISECONDS;
        return Math.clamp(others / (total - before.total), 0, 1);
    }

    static Duration of(List<ProcessHandle> processes) {
        return processes.stream()
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }
}
