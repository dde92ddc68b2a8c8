package dev.pullback.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The same training on several backends. */
@Command(
        name = "compare",
        description =
                "Run the same seeded training on several backends, one after the other, and compare: the losses of"
                        + " the first steps, accuracy, speed. Fails if losses differ by more than 1e-5 of their size.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false)
final class CompareCommand implements Callable<Integer> {

    @Option(
            names = "--backends",
            paramLabel = "ID[+BINDING][:DEVICE]",
            split = ",",
            converter = BackendName.Converter.class,
            description = "The backends, separated by commas, the one to compare with first;"
                    + " for example reference,cpu,opencl+lwjgl,opencl+jocl:nvidia"
                    + " (default: all available, the least preferred first).")
    private List<BackendName> backends;

    @Mixin
    private BackendChoice choice;

    @Mixin
    private TrainingOptions options;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        List<BackendName> names = backends == null ? BackendChoice.available() : backends;
        choice.requireBindingUsed(names);
        List<Run> runs = new ArrayList<>();
        Training training;
        try (var interruption = new Interruption(output.err())) {
            requireAll(names);
            training = options.open();
            output.lines(training.describe());
            for (BackendName name : names) {
                runs.add(run(training, name, interruption));
            }
        }
        var comparison = new Comparison(runs);
        report(training, comparison);
        comparison.disagreement().ifPresent(output::complaint);
        return comparison.disagreement().isEmpty() ? ExitStatus.SUCCESS : ExitStatus.FAILURE;
    }

    /** Opens each once: a backend that is missing is told before the first hour of training, not after it. */
    private void requireAll(List<BackendName> names) {
        for (BackendName name : names) {
            choice.open(name, "asked for").close();
        }
    }

    private Run run(Training training, BackendName name, Interruption interruption) {
        try (var opened = choice.open(name, "asked for");
                var progress = Progress.ofOneAmongMany(output, opened.label())) {
            output.line("backend   %s", opened);
            return training.on(opened, List.of(interruption, progress));
        }
    }

    private void report(Training training, Comparison comparison) {
        output.line("");
        output.lines(comparison.losses());
        output.line("");
        output.lines(comparison.speeds());
        if (choice.profile()) {
            for (Run run : comparison.runs()) {
                output.line("%n%s on %s", run.label(), run.device().name());
                output.lines(ProfileReport.lines(run.profile()));
            }
        }
        Map<String, Object> content = new LinkedHashMap<>(training.content());
        content.put("fusion", choice.fusion());
        content.putAll(comparison.content(choice.profile()));
        output.object(content);
    }
}
