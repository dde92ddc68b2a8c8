package dev.pullback.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.conformance.kit.Kit;
import dev.pullback.conformance.kit.Trial;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckCommandTest {

    private static final Pattern REPLAY = Pattern.compile("\\./pullback (check --backend \\S+ --case \\S+)");

    @TempDir
    private Path folder;

    @Test
    void aTableTellsHowManyTrialsPassedOfEveryOpAndCheckAndAVerdictEndsIt() {
        String out = Invocation.of("check", "--backend", "cpu", "--only", "tanh,slice", "--checks", "values,views")
                .succeeded()
                .out();

        assertTrue(out.matches("(?s).*\\npassed +values +views +worst error\\ntanh +\\d+ +\\d+ +0\\.\\d{3}\\n.*"), out);
        assertTrue(out.contains("ops on views are ops on copies"), out);
        String last = out.lines().reduce((_, line) -> line).orElseThrow();
        assertTrue(
                last.matches(
                        "PASSED: cpu on .+: [0-9,]+ trials executed \\(a part of the kit\\), 0 failed, .* in \\d+ s"),
                last);
        assertTrue(
                out.lines().limit(20).filter(line -> !line.startsWith("PASSED")).allMatch(line -> line.length() <= 110),
                out);
    }

    @Test
    void jsonTellsEverythingInOneObject() {
        Map<String, Object> result = Invocation.of(
                        "check", "--backend=reference", "--only=tanh,steps", "--mode=correctness", "--json")
                .succeeded()
                .json();

        assertEquals("passed", result.get("verdict"));
        assertEquals("reference", result.get("backend"));
        assertEquals(false, result.get("complete"));
        assertFalse(((String) result.get("device_details")).isBlank());
        assertTrue(((Map<?, ?>) result.get("capabilities")).containsKey("dtypes"));
        assertEquals(List.of(), result.get("failures"));
        double executed = 0;
        for (Map<String, Object> cell : Invocation.objects(result, "subjects")) {
            assertFalse(cell.get("check").equals("derivatives"), cell.toString());
            executed += Invocation.number(cell, "executed");
        }
        assertEquals(Invocation.number(result, "executed"), executed);
        assertEquals(
                List.of("there is no second way to the device"),
                Invocation.objects(result, "hindrances").stream()
                        .map(hindrance -> hindrance.get("reason"))
                        .toList());
    }

    @Test
    void aBrokenBackendFailsAndEveryFailureIsGivenAgainByTheCommandLineThatIsPrinted() throws Exception {
        try (var _ = new WithProvider(SabotagedProvider.class, folder)) {
            Invocation broken =
                    Invocation.of("check", "--backend", "sabotaged", "--only", "tanh,sigmoid", "--checks=values");

            assertEquals(ExitStatus.FAILURE, broken.code(), broken.err());
            assertTrue(
                    broken.out().matches("(?s).*\\nsigmoid +\\d+ +0\\ntanh +\\d+/\\d+ FAILED +inf\\n.*"), broken.out());
            assertTrue(broken.out().matches("(?s).*\\nFAILED: sabotaged on .*"), broken.out());
            Matcher replays = REPLAY.matcher(broken.out());
            assertTrue(replays.find(), broken.out());

            Invocation replayed = Invocation.of(replays.group(1).split(" ", -1));

            assertEquals(ExitStatus.FAILURE, replayed.code());
            assertTrue(replayed.out().contains("Tanh[](%0) : float32"), replayed.out());
            assertTrue(replayed.out().contains("elements are wrong by up to"), replayed.out());
            assertTrue(replayed.out().strip().endsWith("FAILED"), replayed.out());
        }
    }

    @Test
    void failuresAreInTheJsonObjectToo() throws Exception {
        try (var _ = new WithProvider(SabotagedProvider.class, folder)) {
            Invocation broken =
                    Invocation.of("check", "--backend=sabotaged", "--only=tanh", "--checks=values", "--json");

            assertEquals(ExitStatus.FAILURE, broken.code());
            Map<String, Object> result = broken.json();
            assertEquals("failed", result.get("verdict"));
            List<Map<String, Object>> failures = Invocation.objects(result, "failures");
            assertEquals(Invocation.number(result, "failed"), failures.size());
            assertTrue(((String) failures.getFirst().get("replay"))
                    .contains((String) failures.getFirst().get("id")));
        }
    }

    @Test
    void whatIsLeftOutIsReportedWithItsReason() throws Exception {
        try (var _ = new WithProvider(SabotagedProvider.class, folder)) {
            String out = Invocation.of(
                            "check",
                            "--backend=sabotaged",
                            "--only=tanh,sigmoid",
                            "--checks=values",
                            "--exclude=values/tanh/=its kernel stops too early, issue 7",
                            "--exclude=views/log/=another matter")
                    .succeeded()
                    .out();

            assertTrue(
                    out.matches(
                            "(?s).*left out: values/tanh/ \\(\\d+ trials\\): its kernel stops too early, issue 7.*"),
                    out);
            assertFalse(out.contains("another matter"), out);
            assertTrue(out.matches("(?s).*\\ntanh +left out +-\\n.*"), out);
        }
    }

    @Test
    void aRunOfNothingIsNoSuccess() {
        Invocation nothing = Invocation.of("check", "--backend", "cpu", "--only", "steps", "--checks", "values");

        assertEquals(ExitStatus.FAILURE, nothing.code());
        assertTrue(
                nothing.out().contains("FAILED: cpu on ") && nothing.out().contains("nothing was executed"),
                nothing.out());
    }

    @Test
    void oneTrialTellsWhatItComputes() {
        String id = Kit.complete().trials().stream()
                .map(Trial::id)
                .filter(one -> one.startsWith("derivatives/matmul/"))
                .findFirst()
                .orElseThrow();

        Map<String, Object> result = Invocation.of("check", "--backend=cpu", "--case", id, "--json")
                .succeeded()
                .json();

        assertEquals("passed", result.get("verdict"));
        assertEquals(id, result.get("id"));
        assertTrue(Invocation.number(result, "worst") <= 1, result.toString());
        assertTrue(result.get("computes").toString().contains("matmul("), result.toString());
    }

    @Test
    void trialsAreListedByTheirIds() {
        String out = Invocation.of("check", "--list", "--only=matmul", "--mode=derivatives")
                .succeeded()
                .out();

        assertTrue(out.lines().allMatch(line -> line.matches("(derivatives|jacobians)/matmul/[0-9a-f]{8}  .+")), out);
        assertTrue(out.lines().count() > 90, out);
    }

    @Test
    void theOtherBindingIsTheTwinOfOpenCl() {
        Map<String, Object> result = Invocation.of(
                        "check", "--backend=opencl+jocl", "--only=iota", "--checks=twin", "--json")
                .succeeded()
                .json();

        assertEquals("opencl+lwjgl", result.get("twin"));
        assertTrue(Invocation.number(result, "executed") > 0, result.toString());
        assertEquals(
                "none: not wanted",
                Invocation.of(
                                "check",
                                "--backend=opencl",
                                "--twin=none",
                                "--only=iota",
                                "--checks=determinism",
                                "--json")
                        .succeeded()
                        .json()
                        .get("twin"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--only sigmod                     | no op, or other subject of trials, 'sigmod'. The nearest is 'sigmoid'",
                "--only tanh,expresion             | The nearest is 'expression'",
                "--checks vaules                   | no check 'vaules'. The nearest is 'values'; there are values, views",
                "--case values/tanh/0              | no trial 'values/tanh/0'. The nearest is 'values/tanh/",
                "--case speed/tanh/0               | no timed trial 'speed/tanh/0'. The nearest is 'speed/tanh/",
                "--exclude values/tan/=why         | no trial to exclude 'values/tan/'. The nearest is 'values/tanh/'",
                "--mode support --only steps       | no op, or other subject of trials, 'steps'",
                "--mode speed --checks values      | --checks is not for --mode speed",
                "--binding jocl                    | --binding jocl is for backend opencl",
                "--only tanh --twin nope           | There is no backend named 'nope'."
            })
    void whatDoesNotExistIsToldWithWhatIsNearest(String options, String message) {
        Invocation invocation = Invocation.of(("check --backend cpu " + options.strip() + " --json").split(" ", -1));

        assertEquals(ExitStatus.FAILURE, invocation.code(), invocation.err());
        assertEquals("", invocation.out());
        assertTrue(invocation.err().startsWith("pullback: "), invocation.err());
        assertTrue(invocation.err().contains(message), invocation.err());
    }

    @ParameterizedTest
    @CsvSource({"--exclude values/tanh/,is not an id and a reason", "--mode fast,expected one of [CORRECTNESS"})
    void aCommandLineThatMakesNoSenseIsRefused(String options, String message) {
        Invocation invocation = Invocation.of(("check " + options).split(" ", -1));

        assertEquals(ExitStatus.USAGE, invocation.code());
        assertTrue(invocation.err().contains(message), invocation.err());
    }
}
