package dev.pullback.cpu.reference;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.BackendOptions;
import dev.pullback.conformance.kit.Candidate;
import dev.pullback.conformance.kit.Check;
import dev.pullback.conformance.kit.Trial;
import java.util.function.Predicate;

/**
 * A backend with one fault of a kind that real ones have had, and the check that is there to find it.
 *
 * @param trials what finds it: trials of the check that is meant
 * @param says what the message must name, so that whoever reads it knows where to look
 * @param unnoticed trials of other checks that the fault passes, which is why the check is needed; perhaps none
 */
record Sabotage(
        String name, Check check, Predicate<Trial> trials, String says, Predicate<Trial> unnoticed, Bench bench) {

    /** Makes the backend, with the fault or without; in all else both are the same. */
    @FunctionalInterface
    interface Workshop {
        Backend open(BackendOptions options, boolean faulty);
    }

    /** Makes what the kit is given. */
    @FunctionalInterface
    interface Bench {
        Candidate candidate(boolean faulty);
    }

    /** A fault that the trials of one check and one subject find, in a message that names the subject. */
    static Sabotage of(String name, Check check, String subject, Workshop workshop) {
        return new Sabotage(
                name,
                check,
                about(check, subject),
                subject,
                _ -> false,
                faulty -> new Candidate(options -> workshop.open(options, faulty)));
    }

    /** The trials of one check and one subject. */
    static Predicate<Trial> about(Check check, String subject) {
        return trial -> trial.check() == check && trial.subject().equals(subject);
    }

    /** Of its trials only those whose names contain this. */
    Sabotage where(String part) {
        return new Sabotage(name, check, trials.and(trial -> trial.name().contains(part)), says, unnoticed, bench);
    }

    Sabotage saying(String text) {
        return new Sabotage(name, check, trials, text, unnoticed, bench);
    }

    Sabotage unnoticedBy(Predicate<Trial> others) {
        return new Sabotage(name, check, trials, says, unnoticed.or(others), bench);
    }

    Sabotage on(Bench other) {
        return new Sabotage(name, check, trials, says, unnoticed, other);
    }

    @Override
    public String toString() {
        return check.label() + " finds: " + name;
    }
}
