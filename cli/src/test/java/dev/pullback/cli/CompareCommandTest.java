package dev.pullback.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.backend.Availability;
import dev.pullback.api.backend.Backends;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CompareCommandTest {

    private static final String EVERY = "reference,cpu,opencl+lwjgl,opencl+jocl";

    @Test
    void everyBackendAgreesOnTheFirstSteps() {
        Map<String, Object> result = Invocation.of("compare", "--backends", EVERY, "--epochs", "2", "--json")
                .succeeded()
                .json();

        assertEquals(true, result.get("agree"));
        assertTrue(Invocation.number(result, "largest_relative_difference") <= 1e-5, result.toString());
        List<Map<String, Object>> runs = Invocation.objects(result, "runs");
        assertEquals(
                List.of("reference", "cpu", "opencl", "opencl"),
                runs.stream().map(run -> run.get("backend")).toList());
        List<Double> expected = Invocation.numbers(runs.getFirst(), "first_losses");
        assertEquals(5, expected.size());
        for (Map<String, Object> run : runs) {
            List<Double> losses = Invocation.numbers(run, "first_losses");
            for (int step = 0; step < expected.size(); step++) {
                assertEquals(expected.get(step), losses.get(step), 1e-5 * Math.abs(expected.get(step)), run.toString());
            }
        }
        assertEquals(1.0, Invocation.number(runs.getFirst(), "speedup"));
    }

    @Test
    void everyBackendAgreesOnTheFirstStepsWithoutFusionAndWithOtherLayersAndLosses() {
        for (String activation : List.of("tanh", "relu")) {
            Map<String, Object> result = Invocation.of(
                            "compare",
                            "--backends=" + EVERY,
                            "--epochs=1",
                            "--fusion=off",
                            "--activation=" + activation,
                            "--loss=l2",
                            "--layers=32",
                            "--json")
                    .succeeded()
                    .json();

            assertEquals(true, result.get("agree"), result.toString());
        }
    }

    @Test
    void tablesForPeopleShowLossesSideBySideAndSpeed() {
        String out = Invocation.of("compare", "--backends", "reference,cpu", "--epochs", "1", "--profile")
                .succeeded()
                .out();

        assertTrue(out.matches("(?s).*step +loss on reference +loss on cpu +difference\\n +1 +2\\.\\d+ .*"), out);
        assertTrue(out.contains("within the limit of 1e-05"), out);
        assertTrue(out.matches("(?s).*backend +accuracy +samples/s +trained in +speed-up +device\\n.*"), out);
        assertTrue(out.matches("(?s).*\\ncpu on [^\\n]*\\nkernel +launches .*"), out);
    }

    @Test
    void withoutNamesEveryAvailableBackendTakesPart() {
        Map<String, Object> result =
                Invocation.of("compare", "--epochs", "1", "--json").succeeded().json();

        List<String> available = Backends.list().reversed().stream()
                .filter(verdict -> verdict.availability() instanceof Availability.Available)
                .map(Backends.Verdict::id)
                .toList();
        assertEquals(
                available,
                Invocation.objects(result, "runs").stream()
                        .map(run -> run.get("backend"))
                        .toList());
    }

    @Test
    void bindingHoldsForTheOpenClBackendsWithoutOneOfTheirOwn() {
        Map<String, Object> result = Invocation.of(
                        "compare", "--backends", "cpu,opencl,opencl+lwjgl", "--binding", "jocl", "--epochs=1", "--json")
                .succeeded()
                .json();

        List<Map<String, Object>> runs = Invocation.objects(result, "runs");
        assertEquals("jocl", runs.get(1).get("binding"));
        assertEquals("lwjgl", runs.get(2).get("binding"));
    }

    @Test
    void aMissingBackendFailsBeforeAnyTraining() {
        Invocation invocation = Invocation.of("compare", "--backends", "reference,nope", "--epochs", "100000");

        assertEquals(ExitStatus.FAILURE, invocation.code());
        assertEquals("", invocation.out());
        assertTrue(invocation.err().startsWith("pullback: There is no backend named 'nope'."), invocation.err());
    }
}
