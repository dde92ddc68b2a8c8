package dev.pullback.conformance.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Everything that a backend must do, as a list of trials that is the same on every machine; or a part of it. */
public final class Kit {

    /**
     * So many trials run at least on a backend that computes in every dtype. With fewer, something was left out in silence.
     */
    public static final int FLOOR = 25_000;

    /** As {@link #FLOOR}, on a device without float64. */
    public static final int FLOOR_WITHOUT_FLOAT64 = 15_000;

    private final List<Part> parts;

    /** The trials of a batch that are to be run. */
    private record Part(Batch batch, List<Trial> chosen) {

        Part only(Predicate<Trial> wanted) {
            return new Part(batch, chosen.stream().filter(wanted).toList());
        }
    }

    private Kit(List<Part> parts) {
        this.parts = parts.stream().filter(part -> !part.chosen.isEmpty()).toList();
    }

    /** All of it. */
    public static Kit complete() {
        return of(Catalogue.batches());
    }

    /**
     * The rules of all derivatives against differences in float64, and every Jacobian in all its forms: what the oracle must
     * pass before it may judge others. The rules are the same for every backend.
     */
    public static Kit ofRules() {
        return of(Catalogue.rules());
    }

    private static Kit of(List<Batch> batches) {
        return new Kit(
                batches.stream().map(batch -> new Part(batch, batch.trials())).toList());
    }

    /** These trials, then others. */
    public Kit and(Kit others) {
        List<Part> both = new ArrayList<>(parts);
        both.addAll(others.parts);
        return new Kit(both);
    }

    /** The trials that are wanted. */
    public Kit only(Predicate<Trial> wanted) {
        return new Kit(parts.stream().map(part -> part.only(wanted)).toList());
    }

    /** The trials, in the order in which they are run. */
    public List<Trial> trials() {
        return parts.stream().flatMap(part -> part.chosen.stream()).toList();
    }

    /** A kit for each batch: trials that are compiled and so reported together. */
    public List<Kit> batches() {
        return parts.stream().map(part -> new Kit(List.of(part))).toList();
    }

    /**
     * Runs the trials on a backend.
     *
     * @param exclusions what is left out
     * @param listener is told of every outcome at once
     */
    public Report run(Candidate candidate, List<Exclusion> exclusions, Consumer<Outcome> listener) {
        List<Outcome> outcomes = new ArrayList<>();
        for (Part part : parts) {
            for (Outcome outcome : run(part, candidate, exclusions)) {
                outcomes.add(outcome);
                listener.accept(outcome);
            }
        }
        return new Report(outcomes, exclusions);
    }

    private static List<Outcome> run(Part part, Candidate candidate, List<Exclusion> exclusions) {
        List<Outcome> outcomes = new ArrayList<>();
        List<Trial> wanted = new ArrayList<>();
        for (Trial trial : part.chosen) {
            Optional<String> hindrance = part.batch.hindrance(trial, candidate);
            Optional<Exclusion> excluded =
                    exclusions.stream().filter(one -> one.covers(trial)).findFirst();
            if (hindrance.isPresent()) {
                outcomes.add(Outcome.notRun(trial, Verdict.NOT_APPLICABLE, hindrance.get()));
            } else if (excluded.isPresent()) {
                outcomes.add(
                        Outcome.notRun(trial, Verdict.EXCLUDED, excluded.get().reason()));
            } else {
                wanted.add(trial);
            }
        }
        if (!wanted.isEmpty()) {
            outcomes.addAll(part.batch.run(candidate, wanted));
        }
        return outcomes;
    }

    /** What a trial of this computes, a line per op, for people to read; empty if it is more than one graph. */
    public List<String> details(Trial trial) {
        return parts.stream()
                .filter(part -> part.chosen.contains(trial))
                .findFirst()
                .map(part -> part.batch.details(trial))
                .orElse(List.of());
    }

    /**
     * Runs one trial again, by its id alone. Should it pass, it is run once more together with those it is compiled with, for
     * that may be what makes it fail.
     *
     * @return nothing if there is no such trial
     */
    public Optional<Report> replay(String id, Candidate candidate) {
        return parts.stream()
                .filter(part ->
                        part.chosen.stream().anyMatch(trial -> trial.id().equals(id)))
                .findFirst()
                .map(part -> replay(part, id, candidate));
    }

    private static Report replay(Part part, String id, Candidate candidate) {
        List<Outcome> alone = run(part.only(trial -> trial.id().equals(id)), candidate, List.of());
        if (alone.getFirst().verdict() != Verdict.PASSED) {
            return new Report(alone, List.of());
        }
        try (Candidate fresh = candidate.afresh()) {
            Stream<Outcome> together = run(part, fresh, List.of()).stream()
                    .filter(outcome -> outcome.trial().id().equals(id));
            return new Report(together.toList(), List.of());
        }
    }
}
