package dev.pullback.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains a network. */
@Command(
        name = "train",
        description = "Train a network to classify: the bundled digits, on the best backend of this machine,"
                + " unless options say otherwise.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false)
final class TrainCommand implements Callable<Integer> {

    @Option(
            names = "--backend",
            paramLabel = "ID[:DEVICE]",
            converter = BackendName.Converter.class,
            description = "The backend to train on, and its device, as 'pullback devices' lists them;"
                    + " opencl+jocl names a binding too (default: the best available).")
    private BackendName backend;

    @Mixin
    private BackendChoice choice;

    @Mixin
    private ShadowChoice shadow;

    @Mixin
    private TrainingOptions options;

    @Option(
            names = "--save",
            paramLabel = "FILE",
            converter = SaveTarget.Converter.class,
            description = "Write the trained network to a file, in safetensors format.")
    private SaveTarget save;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        if (backend != null) {
            choice.requireBindingUsed(List.of(backend));
        }
        Training training;
        Run run;
        try (var interruption = new Interruption(output.err());
                var opened = shadow.watch(choice.open(Optional.ofNullable(backend)))) {
            describe(opened);
            training = options.open();
            output.lines(training.describe());
            try (var progress = Progress.of(output, "training")) {
                run = training.on(opened, List.of(interruption, progress));
            }
        }
        if (save != null) {
            training.save(run, save);
        }
        report(training, run);
        return ExitStatus.SUCCESS;
    }

    private void describe(OpenBackend opened) {
        output.line("backend   %s", opened);
        output.line("          %s%s", opened.why(), choice.fusion() ? "" : "; fusion is off");
    }

    private void report(Training training, Run run) {
        output.line(
                "result    test accuracy %.4f on %s (%s): %,.0f samples/s, trained in %.2f s, %.2f s in all",
                run.result().accuracy(),
                run.label(),
                run.device().name(),
                run.result().samplesPerSecond(),
                run.trainingSeconds(),
                run.seconds());
        if (save != null) {
            output.line("saved     %s", save.file());
        }
        if (choice.profile()) {
            output.line("");
            output.lines(ProfileReport.lines(run.profile()));
        }
        Map<String, Object> content = new LinkedHashMap<>(training.content());
        content.put("fusion", choice.fusion());
        if (save != null) {
            content.put("saved", save.file().toString());
        }
        content.putAll(run.content(choice.profile()));
        output.object(content);
    }
}
