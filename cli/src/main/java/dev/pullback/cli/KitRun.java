package dev.pullback.cli;

import dev.pullback.conformance.kit.Exclusion;
import dev.pullback.conformance.kit.Kit;
import dev.pullback.conformance.kit.Report;
import dev.pullback.conformance.kit.Verdict;
import java.util.List;

/** Runs trials of the kit, and tells what came of it. */
record KitRun(OutputOptions output, Interruption interruption) {

    /**
     * Runs and reports.
     *
     * @param complete whether these are all trials there are
     * @return the exit code
     */
    int run(CheckTarget target, Kit kit, boolean complete, List<Exclusion> exclusions) {
        output.line("twin      %s", target.twin());
        var clock = new CheckClock();
        CheckResult result;
        try (var bar = WorkBar.of(output, "checking", "trials", kit.trials().size())) {
            int[] failed = {0};
            Report report = kit.run(target.candidate(), exclusions, outcome -> {
                interruption.check();
                clock.tick(outcome);
                failed[0] += outcome.verdict() == Verdict.FAILED ? 1 : 0;
                bar.step("%s, %,d failed".formatted(outcome.trial().check().label(), failed[0]));
            });
            result = new CheckResult(target, report, complete, clock);
        }
        print(result);
        output.object(CheckContent.of(result));
        return result.passed() ? ExitStatus.SUCCESS : ExitStatus.FAILURE;
    }

    private void print(CheckResult result) {
        if (!result.report().outcomes().isEmpty()) {
            output.line("");
            output.lines(CheckTable.ofSubjects(result));
            output.line("");
            output.lines(CheckTable.ofChecks(result));
            output.line("Errors are in units of the limit: above 1 is too much, 0 is the exact result.");
        }
        output.lines(CheckNotes.of(result));
        if (output.debug()) {
            output.lines(result.clock().lines());
        }
        output.line("");
        output.line("%s", result.verdict());
    }
}
