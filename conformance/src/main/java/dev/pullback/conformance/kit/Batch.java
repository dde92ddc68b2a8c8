package dev.pullback.conformance.kit;

import java.util.List;
import java.util.Optional;

/** Trials that are run in one go, because they share what takes time: compiling. */
interface Batch {

    List<Trial> trials();

    /** Why a backend cannot be put to a trial, if it cannot. */
    Optional<String> hindrance(Trial trial, Candidate candidate);

    /** What a trial computes, a line per op, for people to read; empty if it is more than one graph. */
    default List<String> details(Trial trial) {
        return List.of();
    }

    /** Runs some of the trials; one outcome each, in their order. */
    List<Outcome> run(Candidate candidate, List<Trial> chosen);
}
