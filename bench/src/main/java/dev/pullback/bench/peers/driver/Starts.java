package dev.pullback.bench.peers.driver;

import dev.pullback.bench.peers.peer.FirstStepMain;
import dev.pullback.bench.peers.work.FirstStep;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Whole processes, one after the other, in an order that moves on from round to round. Each JVM has an archive of its classes, as
 * {@code ./pullback} makes one for its command.
 */
final class Starts implements Round {

    private final List<Launch> launches;
    private final FirstStep work;
    private final int threads;
    private final Path logs;
    private final Measurements measurements;

    Starts(List<Launch> launches, FirstStep work, int threads, Path logs, Measurements measurements) {
        this.launches = launches.stream()
                .map(launch -> launch.with(archive(logs, launch)))
                .toList();
        this.work = work;
        this.threads = threads;
        this.logs = logs;
        this.measurements = measurements;
    }

    private static List<String> archive(Path logs, Launch launch) {
        Path file = logs.resolve(launch.name().replace(' ', '-') + ".jsa").toAbsolutePath();
        return List.of(
                "-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + file, "-Xlog:cds=off", "-Xlog:aot=off");
    }

    /**
     * Before the first round every program is run once, which unpacks libraries, fills the system's cache of files and leaves the
     * archive.
     */
    @Override
    public OptionalDouble run(int round) {
        if (round == 0) {
            launches.forEach(this::nanoseconds);
        }
        for (int i = 0; i < launches.size(); i++) {
            Launch launch = launches.get((i + round) % launches.size());
            double nanoseconds = nanoseconds(launch);
            if (!Double.isNaN(nanoseconds)) {
                measurements.add(new Measurements.Cell(work, threads, launch.name()), round, nanoseconds);
            }
        }
        return OptionalDouble.empty();
    }

    private double nanoseconds(Launch launch) {
        Path log = PeerProcess.log(logs, launch);
        var builder = new ProcessBuilder(PeerProcess.command(
                launch,
                FirstStepMain.class,
                Integer.toString(threads),
                launch.argument(),
                work.step().toString()));
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        Environment.apply(builder, launch, threads);
        long start = System.nanoTime();
        try {
            int code = builder.start().waitFor();
            long end = System.nanoTime();
            if (code == 0) {
                return end - start;
            }
            measurements.failure(launch.name(), work + ": ended with code " + code + " (see " + log + ")");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Double.NaN;
    }
}
