package dev.pullback.conformance.kit;

import dev.pullback.api.type.DType;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A trial of its own.
 *
 * @param needs dtypes without which it cannot be run
 */
record Single(Trial trial, Set<DType> needs, Body body) implements Batch {

    /** What is done; returns the worst error in units of the limit, 0 where nothing is measured. */
    @FunctionalInterface
    interface Body {
        double run(Candidate candidate) throws Exception;
    }

    /** What is done where nothing is measured. */
    @FunctionalInterface
    interface Conduct {
        void run(Candidate candidate) throws Exception;
    }

    static Single measured(Check check, String subject, String name, Body body) {
        return new Single(new Trial(check, subject, name), Set.of(), body);
    }

    static Single of(Check check, String subject, String name, Conduct conduct) {
        return measured(check, subject, name, candidate -> {
            conduct.run(candidate);
            return 0;
        });
    }

    @Override
    public List<Trial> trials() {
        return List.of(trial);
    }

    @Override
    public Optional<String> hindrance(Trial one, Candidate candidate) {
        return candidate.lacks(needs);
    }

    @Override
    public List<Outcome> run(Candidate candidate, List<Trial> chosen) {
        return chosen.stream().map(one -> run(candidate).of(one)).toList();
    }

    private Finding run(Candidate candidate) {
        try {
            return Finding.right(body.run(candidate));
        } catch (Exception failure) {
            return Finding.of(failure);
        }
    }
}
