package dev.pullback.bench.peers.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.bench.peers.driver.Launch;
import dev.pullback.bench.peers.driver.Measurements;
import dev.pullback.bench.peers.driver.Measurements.Cell;
import dev.pullback.bench.peers.driver.Section;
import dev.pullback.bench.peers.driver.Table;
import dev.pullback.bench.peers.work.FmaPeak;
import dev.pullback.bench.peers.work.Gemm;
import dev.pullback.bench.peers.work.TrainingStep;
import dev.pullback.bench.peers.work.Workload;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {

    private final Measurements measurements = new Measurements();

    @Test
    void aTableOfProductsHasRatesSharesRatiosAndTheirMeans() {
        // 2 · 100³ operations in 10 µs are 200 GFLOP/s.
        Gemm square = Gemm.of("NN", 100, 100, 100);
        Gemm other = Gemm.of("TN", 100, 100, 100);
        add(square, Launch.OURS, 10_000);
        add(square, "OpenBLAS", 20_000);
        add(square, "oneDNN", 5_000);
        add(other, Launch.OURS, 10_000);
        add(other, "OpenBLAS", 5_000);
        add(new FmaPeak(1), Launch.PEAK, FmaPeak.FLOPS_PER_THREAD / 400.0);
        assertEquals("""
                | m×k×n | pullback | OpenBLAS | oneDNN | % of peak | / OpenBLAS | / oneDNN | / best |
                | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
                | NN 100×100×100 | 200 | 100 | 400 | 50 % | 2.00 | 0.50 | 0.50 |
                | TN 100×100×100 | 200 | 400 | – | 50 % | 0.50 | – | 0.50 |
                | **geometric mean** |  |  |  | 50 % | 1.00 | 0.50 | 0.50 |

                FMA peak measured in between: 400 GFLOP/s.
                Worst ratio to the best peer: 0.50.
                """, new ProductReport(measurements, section(Table.GEMM, "oneDNN", square, other)).write());
    }

    @Test
    void aTrainingTableCountsSamplesAndTheProductsOfAStep() {
        TrainingStep step = TrainingStep.of("100-50x2-10", 20, 1);
        add(step, Launch.OURS, 20_000);
        add(step, "OpenBLAS", 30_000);
        assertEquals("""
                Layers 100-2×50-10, batch 20:

                |  | samples/s | GFLOP/s | % of peak | pullback / this |
                | --- | ---: | ---: | ---: | ---: |
                | pullback | 1,000,000 | 38 | – | 1.00 |
                | OpenBLAS | 666,667 | 25 | – | 1.50 |
                | TensorFlow | – | – | – | – |

                """, new TrainingReport(measurements, section(Table.TRAIN, "TensorFlow", step)).write());
    }

    @Test
    void theReportNamesMachineVersionsLoadAndWhatWasLeftOut() {
        measurements.version("oneDNN", "3.13");
        measurements.failure("MKL", "not found");
        String report = Report.of(
                measurements,
                Map.of("processor", "one of them"),
                List.of(section(Table.GEMM, "oneDNN", Gemm.of("NN", 1, 1, 1))));
        assertTrue(report.contains("- processor: one of them\n- oneDNN: 3.13\n"), report);
        assertTrue(report.contains("took 25 % of the machine (median of the rounds; at most 75 %)"), report);
        assertTrue(report.contains("## Left out\n\n- MKL: not found\n"), report);
    }

    @Test
    void jsonHoldsEveryRound() {
        Gemm gemm = Gemm.of("NN", 1, 2, 3);
        measurements.add(new Cell(gemm, 2, "MKL"), 0, 1.5);
        measurements.add(new Cell(gemm, 2, "MKL"), 1, 2.5);
        String json = Json.of(measurements, Map.of()).replaceAll("\\s", "");
        assertTrue(
                json.contains(
                        "{\"workload\":\"gemm:NN:1x2x3\",\"threads\":2,\"peer\":\"MKL\",\"nanoseconds\":[1.5,2.5]}"),
                json);
    }

    private void add(Workload work, String peer, double nanoseconds) {
        measurements.add(new Cell(work, 1, peer), 0, nanoseconds);
    }

    private static Section section(Table table, String third, Workload... workloads) {
        return new Section(
                table, 1, List.of(Launch.OURS, "OpenBLAS", third), List.of(workloads), List.of(0.25, 0.75, 0.0));
    }
}
