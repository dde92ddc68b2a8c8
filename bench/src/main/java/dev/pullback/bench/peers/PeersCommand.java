package dev.pullback.bench.peers;

import dev.pullback.bench.peers.driver.Campaign;
import dev.pullback.bench.peers.driver.Launches;
import dev.pullback.bench.peers.driver.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./pullback bench peers}. */
@Command(
        name = "pullback bench peers",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures backend cpu side by side with other libraries: a process for each, all but one stopped at any time,"
                    + " results compared before anything is timed, medians over interleaved rounds.",
            "",
            "  gemm         square SGEMM against OpenBLAS, oneDNN and MKL",
            "  dense        the products of dense layers, against the same",
            "  elementwise  sigmoid, tanh and exp against TensorFlow, Math and a mere copy",
            "  train        training steps against C on each of those libraries, TensorFlow, DJL-PyTorch and ND4J",
            "  start        whole processes that make one training step",
            ""
        })
public final class PeersCommand implements Callable<Integer> {

    @Option(
            names = "--tables",
            split = ",",
            paramLabel = "TABLE",
            defaultValue = "gemm,dense,elementwise,train,start",
            description = "Which of them. Default: all")
    private List<Table> tables;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "Of each, in fresh processes; start has two more. Default: ${DEFAULT-VALUE}")
    private int rounds;

    @Option(
            names = "--threads",
            split = ",",
            paramLabel = "N",
            defaultValue = "1,2",
            description = "Of every peer. Default: ${DEFAULT-VALUE}")
    private List<Integer> threads;

    @Option(
            names = "--peers",
            split = ",",
            paramLabel = "PEER",
            description = "Only these, by their names in the report, such as 'pullback,oneDNN,FMA peak'")
    private List<String> only = List.of();

    @Option(
            names = "--workloads",
            paramLabel = "REGEX",
            defaultValue = "",
            description = "Only those in whose name this is found. Names are such as gemm:TN:784x128x512 (m, k, n),"
                    + " elementwise:exp:10000000, train:784-512-512-10:128:64")
    private String pattern;

    @Option(
            names = "--output",
            paramLabel = "FOLDER",
            description = "Where report.md, results.json and what the peers print go. Default: bench/target/peers")
    private Path output;

    /** Given by the script. */
    @Option(names = "--bench", hidden = true, defaultValue = "bench")
    private Path bench;

    public static void main(String[] args) {
        System.exit(new CommandLine(new PeersCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }

    @Override
    public Integer call() throws IOException {
        Path folder = output == null ? bench.resolve("target/peers") : output;
        Files.createDirectories(folder);
        var campaign = new Campaign(new Launches(bench), folder, only, pattern, rounds);
        var publication = new Publication(folder, campaign.measurements());
        for (Table table : tables) {
            for (int count : table.threadCounts(threads)) {
                campaign.run(table, count, publication::publish);
            }
        }
        System.out.println(publication);
        System.err.println("pullback: written to " + folder);
        return campaign.measurements().failures().isEmpty() ? 0 : 1;
    }
}
