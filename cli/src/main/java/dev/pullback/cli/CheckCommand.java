package dev.pullback.cli;

import dev.pullback.api.backend.BackendOptions;
import dev.pullback.conformance.kit.Candidate;
import dev.pullback.conformance.kit.Exclusion;
import dev.pullback.conformance.kit.Kit;
import dev.pullback.conformance.kit.Speed;
import dev.pullback.conformance.kit.SpeedTrial;
import dev.pullback.conformance.kit.Support;
import dev.pullback.conformance.kit.Trial;
import dev.pullback.conformance.shadow.Bundle;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Puts a device and its driver to the kit that every backend must pass. */
@Command(
        name = "check",
        description = "Check that a backend computes what it should on this machine's device and driver: every op and"
                + " every derivative against the reference, and how the device behaves. Ends in a plain verdict.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false)
final class CheckCommand implements Callable<Integer> {

    /** Ids of timed trials begin so. */
    private static final String SPEED = "speed/";

    @Option(
            names = "--backend",
            paramLabel = "ID[+BINDING][:DEVICE]",
            converter = BackendName.Converter.class,
            description = "The backend to check, and its device (default: the best available).")
    private BackendName backend;

    @Mixin
    private BindingChoice binding;

    @Mixin
    private TwinChoice twin;

    @Mixin
    private TrialChoice choice;

    @Option(
            names = "--case",
            paramLabel = "ID",
            description = "One trial alone, by the id that a failure is reported with; tells what it computes.")
    private String replayed;

    @Option(
            names = "--bundle",
            paramLabel = "FILE",
            description = "What 'pullback train --shadow' found and left in a file, once more on this backend.")
    private Path bundle;

    @Mixin
    private Exclusions exclusions;

    @Option(
            names = "--against",
            paramLabel = "ID[+BINDING][:DEVICE]",
            defaultValue = "cpu",
            converter = BackendName.Converter.class,
            description = "With --mode speed: the backend to time beside it (default: cpu).")
    private BackendName against;

    @Option(names = "--list", description = "List the trials with their ids, and run none.")
    private boolean list;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        // A check is too short for the JVM to compile backend cpu's vector code, but it is of what runs for hours.
        System.getProperties().putIfAbsent("pullback.cpu.kernels", "vector");
        if (backend != null) {
            binding.requireUsed(List.of(backend));
        }
        if (list) {
            return list();
        }
        if (bundle != null) {
            Bundle found = Bundle.read(bundle);
            return on((target, _) -> new BundleReplay(output).run(target, found));
        }
        return choice.isSupport() ? support() : isTimed() ? time() : check();
    }

    private boolean isTimed() {
        return choice.isSpeed() || (replayed != null && replayed.startsWith(SPEED));
    }

    private int check() {
        Kit complete = complete();
        Kit chosen = choice.of(complete);
        List<Exclusion> leftOut = exclusions.of(complete, chosen);
        return on((target, interruption) -> replayed == null
                ? new KitRun(output, interruption).run(target, chosen, choice.isComplete(), leftOut)
                : new TrialReplay(output).run(target, complete, replayed));
    }

    /** The oracle has the rules of derivatives to answer for as well, as it does before it may judge others. */
    private Kit complete() {
        boolean oracle = backend != null && backend.id().equals(Candidate.ORACLE);
        return oracle ? Kit.complete().and(Kit.ofRules()) : Kit.complete();
    }

    private int support() {
        choice.requireNoChecks();
        choice.requireKnown(Support.subjects().stream());
        return on((target, interruption) -> new SupportRun(output, interruption).run(target, choice::isWanted));
    }

    private int time() {
        Speed speed = timed();
        return on((target, interruption) -> {
            try (var other = binding.open(against, "to compare", BackendOptions.defaults())) {
                return new SpeedRun(output, interruption).run(target, other, speed);
            }
        });
    }

    /** What is done with the backend; returns the exit code. */
    private interface Work {
        int with(CheckTarget target, Interruption interruption);
    }

    private int on(Work work) {
        try (var interruption = new Interruption(output.err());
                var target = CheckTarget.of(Optional.ofNullable(backend), binding, twin)) {
            output.line("backend   %s", target);
            output.line("          %s", target.why());
            return work.with(target, interruption);
        }
    }

    private Speed timed() {
        Speed chosen = choice.of(Speed.complete());
        if (replayed == null) {
            return chosen;
        }
        List<String> ids = chosen.trials().stream().map(SpeedTrial::id).toList();
        if (!ids.contains(replayed)) {
            throw Nearest.unknown("timed trial", replayed, ids);
        }
        return chosen.only(trial -> trial.id().equals(replayed));
    }

    private int list() {
        Map<String, String> names = new LinkedHashMap<>();
        if (isTimed()) {
            timed().trials().forEach(trial -> names.put(trial.id(), trial.name()));
        } else {
            for (Trial trial : choice.of(complete()).trials()) {
                names.put(trial.id(), trial.name());
            }
        }
        names.forEach((id, name) -> output.line("%s  %s", id, name));
        output.object(Map.of("trials", names));
        return ExitStatus.SUCCESS;
    }
}
