package dev.pullback.cpu;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.conformance.kit.Candidate;
import dev.pullback.conformance.kit.Check;
import dev.pullback.conformance.kit.Kit;
import dev.pullback.conformance.kit.Report;
import dev.pullback.conformance.kit.Trial;
import dev.pullback.conformance.kit.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No kernel counts on vectors as wide as those of the processor at hand, or on vectors at all. */
class VectorWidthTest {

    @ParameterizedTest(name = "{1} bits")
    @CsvSource({"-XX:UseAVX=2, 256", "-XX:MaxVectorSize=16, 128"})
    void every_op_is_right_with_narrower_vectors(String flag, int bits) throws Exception {
        checkSomeOfTheKit(bits, flag, "-Dpullback.cpu.kernels=vector");
    }

    @Test
    void every_op_is_right_in_plain_loops() throws Exception {
        checkSomeOfTheKit(Integer.MAX_VALUE, "-Dpullback.cpu.kernels=plain");
    }

    private static void checkSomeOfTheKit(int bits, String... flags) throws Exception {
        List<String> all = new ArrayList<>(List.of("--add-modules", "jdk.incubator.vector"));
        all.addAll(List.of(flags));
        String output = JavaProcess.run(SomeOfTheKit.class, all.toArray(String[]::new));
        int available = FloatVector.SPECIES_PREFERRED.vectorBitSize();
        assertTrue(output.contains(Math.min(bits, available) + "-bit vectors"), output);
        assertTrue(output.contains(" 0 failed"), output);
    }

    /** Every op's trials thinned out, and all expressions; their number is printed, and what failed. */
    static final class SomeOfTheKit {

        private static final int ONE_IN = 6;

        public static void main(String[] arguments) {
            Map<String, Integer> seen = new HashMap<>();
            Kit kit = Kit.complete().only(trial -> isWanted(trial, seen));
            try (var candidate = new Candidate(options -> new CpuProvider().open("", options))) {
                Report report = kit.run(candidate, List.of(), _ -> {});
                System.out.printf(
                        "%s; %d executed, %d failed%n",
                        candidate.backend().device().details(), report.executed(), report.count(Verdict.FAILED));
                report.with(Verdict.FAILED)
                        .forEach(outcome -> System.out.println(outcome.trial() + ": " + outcome.message()));
            }
        }

        private static boolean isWanted(Trial trial, Map<String, Integer> seen) {
            boolean thinnedOut =
                    trial.check() == Check.VALUES && (seen.merge(trial.subject(), 1, Integer::sum) - 1) % ONE_IN == 0;
            return thinnedOut || trial.check() == Check.EXPRESSIONS;
        }
    }
}
