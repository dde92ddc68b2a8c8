package dev.pullback.conformance.kit;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Trials that not every backend can be put to. */
record Conditional(Batch batch, Function<Candidate, Optional<String>> condition) implements Batch {

    @Override
    public List<Trial> trials() {
        return batch.trials();
    }

    @Override
    public Optional<String> hindrance(Trial trial, Candidate candidate) {
        return condition.apply(candidate).or(() -> batch.hindrance(trial, candidate));
    }

    @Override
    public List<String> details(Trial trial) {
        return batch.details(trial);
    }

    @Override
    public List<Outcome> run(Candidate candidate, List<Trial> chosen) {
        return batch.run(candidate, chosen);
    }
}
