package dev.pullback.bench.peers;

import dev.pullback.bench.peers.driver.Contest;
import dev.pullback.bench.peers.driver.Launch;
import dev.pullback.bench.peers.driver.Launches;
import dev.pullback.bench.peers.driver.Measurements;
import dev.pullback.bench.peers.driver.Table;
import dev.pullback.bench.peers.report.Json;
import dev.pullback.bench.peers.report.Machine;
import dev.pullback.bench.peers.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./pullback bench peers}. */
@Command(
        name = "pullback bench peers",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Measures backend cpu side by side with other libraries: a process for each, all but one stopped at any time,"
                        + " results compared before anything is timed, medians over interleaved rounds.")
public final class PeersCommand implements Callable<Integer> {

    @Option(
            names = "--tables",
            split = ",",
            paramLabel = "TABLE",
            defaultValue = "gemm,dense",
            description = "What to measure: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private List<Table> tables;

    @Option(names = "--rounds", defaultValue = "5", description = "Default: ${DEFAULT-VALUE}")
    private int rounds;

    @Option(names = "--threads", split = ",", defaultValue = "1,2", description = "Default: ${DEFAULT-VALUE}")
    private List<Integer> threads;

    @Option(
            names = "--peers",
            split = ",",
            paramLabel = "PEER",
            description = "Only these, by their names in the report")
    private List<String> only = List.of();

    @Option(
            names = "--workloads",
            paramLabel = "REGEX",
            defaultValue = "",
            description = "Only those in whose name this is found, such as 'NN:128x' or 'gemm:T'")
    private String pattern;

    @Option(
            names = "--output",
            paramLabel = "FOLDER",
            description = "Where report.md, results.json and the peers' own output go. Default: bench/target/peers")
    private Path output;

    @Option(names = "--bench", hidden = true, defaultValue = "bench")
    private Path bench;

    private final Measurements measurements = new Measurements();

    public static void main(String[] args) {
        System.exit(new CommandLine(new PeersCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }

    @Override
    public Integer call() throws IOException {
        if (output == null) {
            output = bench.resolve("target/peers");
        }
        Files.createDirectories(output);
        Map<String, String> circumstances = Machine.describe();
        var launches = new Launches(bench);
        for (Table table : tables) {
            List<Launch> entrants = entrants(table, launches);
            for (int count : threads) {
                new Contest(entrants, table.workloads(count, pattern), count, table.timing(), output, measurements)
                        .run(rounds, line -> say(table + ", " + line));
            }
        }
        var report = new Report(measurements, circumstances);
        for (Table table : tables) {
            List<String> names =
                    entrants(table, launches).stream().map(Launch::name).toList();
            threads.forEach(count -> report.table(table, count, names, pattern));
        }
        write(output.resolve("report.md"), report.toString());
        write(output.resolve("results.json"), Json.of(measurements, circumstances));
        System.out.println(report);
        say("written to " + output);
        return measurements.failures().isEmpty() ? 0 : 1;
    }

    private List<Launch> entrants(Table table, Launches launches) {
        return table.peers().stream()
                .filter(name -> only.isEmpty() || only.contains(name))
                .filter(name -> launches.obstacle(name).isEmpty())
                .map(name -> launches.named(name).orElseThrow())
                .toList();
    }

    private static void say(String what) {
        System.err.println("pullback: " + what.toLowerCase(Locale.ROOT));
    }

    /** Under another name first, so that nobody reads half a file. */
    private static void write(Path file, String text) throws IOException {
        Path unfinished = Files.createTempFile(
                file.toAbsolutePath().getParent(), file.getFileName().toString(), ".part");
        Files.writeString(unfinished, text);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
