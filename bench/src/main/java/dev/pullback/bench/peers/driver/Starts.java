package dev.pullback.bench.peers.driver;

import dev.pullback.bench.peers.peer.FirstStepMain;
import dev.pullback.bench.peers.work.FirstStep;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

/** Whole processes, one after the other, in an order that moves on from round to round. */
final class Starts implements Round {

    private final List<Launch> launches;
    private final FirstStep work;
    private final int threads;
    private final Path logs;
    private final Measurements measurements;

    Starts(List<Launch> launches, FirstStep work, int threads, Path logs, Measurements measurements) {
        this.launches = launches;
        this.work = work;
        this.threads = threads;
        this.logs = logs;
        this.measurements = measurements;
    }

    /** Before the first round every program is run once, which unpacks libraries and fills the system's cache of files. */
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
