package dev.pullback.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckModesTest {

    @TempDir
    private Path folder;

    @Test
    void supportIsATableOfOpsAndDtypes() {
        String out = Invocation.of("check", "--backend=cpu", "--mode=support", "--only=matmul,cast")
                .succeeded()
                .out();

        assertTrue(
                out.matches("(?s).*\\nop +float32 +float64 +int32 +bool\\ncast +native +native +native +native\\n.*"),
                out);
        assertTrue(out.matches("(?s).*\\nmatmul +native +native +- +-\\n.*"), out);
        assertTrue(out.contains("PASSED: cpu on "), out);
    }

    @Test
    void supportOfEveryOpIsKnownToPrograms() {
        Map<String, Object> result = Invocation.of("check", "--backend=reference", "--mode=support", "--json")
                .succeeded()
                .json();

        List<Map<String, Object>> answers = Invocation.objects(result, "support");
        assertTrue(answers.size() > 100, () -> answers.size() + " answers");
        assertTrue(answers.stream().allMatch(answer -> answer.get("supported").equals(true)), answers::toString);
    }

    @Test
    void speedIsToldBesideAnotherBackendAndCanBeMeasuredAgainByItsId() {
        Map<String, Object> first = Invocation.of(
                        "check", "--backend=cpu", "--mode=speed", "--only=tanh", "--against=cpu", "--json")
                .succeeded()
                .json();
        Map<String, Object> timing = Invocation.objects(first, "timings").getFirst();
        assertTrue(Invocation.number(timing, "seconds") > 0, timing.toString());
        assertEquals("GB/s", timing.get("unit"));
        assertEquals(
                2 * 4.0 * 2048 * 1024 / Invocation.number(timing, "seconds") * 1e-9,
                Invocation.number(timing, "rate"),
                1e-6);
        assertEquals(0.0, Invocation.number(timing, "worst"));

        String again = Invocation.of("check", "--backend=cpu", "--case", (String) timing.get("id"))
                .succeeded()
                .out();

        assertTrue(again.contains("1 ops timed, 0 with results that differ"), again);
    }

    @Test
    void aProductIsMeasuredInOperations() {
        Map<String, Object> result = Invocation.of(
                        "check", "--backend=cpu", "--mode=speed", "--list", "--only=matmul", "--json")
                .succeeded()
                .json();
        Map<?, ?> trials = (Map<?, ?>) result.get("trials");
        String id = trials.entrySet().stream()
                .filter(trial -> trial.getValue().toString().contains("[128,784]"))
                .map(trial -> (String) trial.getKey())
                .findFirst()
                .orElseThrow();

        Map<String, Object> timing = Invocation.objects(
                        Invocation.of("check", "--backend=cpu", "--case", id, "--json")
                                .succeeded()
                                .json(),
                        "timings")
                .getFirst();

        assertEquals("GFLOP/s", timing.get("unit"));
    }

    @Test
    void aFastWrongResultFails() throws Exception {
        try (var _ = new WithProvider(SabotagedProvider.class, folder)) {
            Invocation broken = Invocation.of("check", "--backend=sabotaged", "--mode=speed", "--only=tanh");

            assertEquals(ExitStatus.FAILURE, broken.code(), broken.err());
            assertTrue(broken.out().contains("FAILED speed/tanh/"), broken.out());
            assertTrue(broken.out().contains("1 with results that differ"), broken.out());
        }
    }
}
