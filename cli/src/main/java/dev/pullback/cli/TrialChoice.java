package dev.pullback.cli;

import dev.pullback.api.error.ConfigurationException;
import dev.pullback.conformance.kit.Check;
import dev.pullback.conformance.kit.Kit;
import dev.pullback.conformance.kit.Speed;
import dev.pullback.conformance.kit.SpeedTrial;
import dev.pullback.conformance.kit.Trial;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Options that say which part of the kit is run. */
final class TrialChoice {

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            description = "correctness (all but derivatives), derivatives, speed or support"
                    + " (default: correctness and derivatives).")
    private CheckMode mode;

    @Option(
            names = "--only",
            paramLabel = "OP",
            split = ",",
            description = "Only these ops, or other rows of the table, separated by commas: matmul,sigmoid.")
    private List<String> only = List.of();

    @Option(
            names = "--checks",
            paramLabel = "CHECK",
            split = ",",
            description = "Only these checks, separated by commas: values,views.")
    private List<String> checks = List.of();

    boolean isSpeed() {
        return mode == CheckMode.SPEED;
    }

    boolean isSupport() {
        return mode == CheckMode.SUPPORT;
    }

    /** Whether nothing is left out. */
    boolean isComplete() {
        return mode == null && only.isEmpty() && checks.isEmpty();
    }

    /** The trials of the kit that are wanted. */
    Kit of(Kit complete) {
        Set<Check> wanted = wantedChecks();
        requireKnown(complete.trials().stream().map(Trial::subject));
        return complete.only(trial -> wanted.contains(trial.check()) && isWanted(trial.subject()));
    }

    /** The timed trials that are wanted. */
    Speed of(Speed complete) {
        requireNoChecks();
        requireKnown(complete.trials().stream().map(SpeedTrial::subject));
        return complete.only(trial -> isWanted(trial.subject()));
    }

    /** Only the ops that are wanted, of those there are. */
    boolean isWanted(String subject) {
        return only.isEmpty() || only.contains(subject);
    }

    /** @throws ConfigurationException if a subject is none of those there are */
    void requireKnown(Stream<String> subjects) {
        Set<String> known = subjects.collect(Collectors.toCollection(TreeSet::new));
        requireKnown("op, or other subject of trials,", only, known);
    }

    /** @throws ConfigurationException if checks are named where none are made */
    void requireNoChecks() {
        if (!checks.isEmpty()) {
            throw new ConfigurationException(
                    "--checks is not for --mode %s; choose by --only".formatted(OptionValues.label(mode)));
        }
    }

    private Set<Check> wantedChecks() {
        List<String> labels =
                EnumSet.allOf(Check.class).stream().map(Check::label).toList();
        requireKnown("check", checks, labels);
        return EnumSet.allOf(Check.class).stream()
                .filter(check -> checks.isEmpty() || checks.contains(check.label()))
                .filter(check -> mode == null || mode.includes(check))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Check.class)));
    }

    private static void requireKnown(String kind, List<String> names, Collection<String> known) {
        for (String name : names) {
            if (!known.contains(name)) {
                throw Nearest.unknown(kind, name, known);
            }
        }
    }
}
