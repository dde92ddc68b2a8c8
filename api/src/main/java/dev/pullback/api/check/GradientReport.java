package dev.pullback.api.check;

import dev.pullback.api.error.GradientMismatchException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@link GradientCheck} found: the derivatives that are wrong, and the ops whose rules make them so. */
public final class GradientReport {

    private static final int SHOWN = 5;

    private final Findings findings;
    private final List<Culprit> culprits;
    private final String setting;

    GradientReport(Findings findings, List<Culprit> culprits, String setting) {
        this.findings = findings;
        this.culprits = List.copyOf(culprits);
        this.setting = setting;
    }

    /** Whether every number was within its limit. Kinks do not count against it: there is nothing to compare with. */
    public boolean passed() {
        return !findings.anyFailed();
    }

    /** The number furthest from what was measured, in units of its limit; empty if nothing was compared. */
    public Optional<Deviation> worst() {
        return findings.worst();
    }

    /** How many numbers were compared. */
    public long compared() {
        return findings.compared();
    }

    /** The numbers beyond their limits, at most the first thousand. */
    public List<Deviation> failures() {
        return findings.failures();
    }

    /** Elements near which the function has no derivative. */
    public List<Kink> kinks() {
        return findings.kinks();
    }

    /**
     * The ops whose own rules are wrong, in the order in which the function uses them. Empty if all is well, or if every
     * op is right by itself: then two ops that are right meet at a point where the chain rule does not hold, such as a kink.
     */
    public List<Culprit> culprits() {
        return culprits;
    }

    /**
     * This report, if all is well.
     *
     * @throws GradientMismatchException with this report as its message, if a derivative is wrong
     */
    public GradientReport orThrow() {
        if (!passed()) {
            throw new GradientMismatchException(toString());
        }
        return this;
    }

    @Override
    public String toString() {
        String verdict = passed()
                ? "The derivatives are right: %d numbers compared %s".formatted(compared(), setting)
                : "The derivatives are wrong: %d of %d numbers beyond their limits %s"
                        .formatted(findings.failed(), compared(), setting);
        Stream<String> about = passed()
                ? worst().stream().map(worst -> "nearest to its limit: " + worst)
                : Stream.concat(
                        worst().stream().map(worst -> "worst: " + worst),
                        culprits.isEmpty() ? Stream.of(withoutCulprit()) : shown(culprits));
        return Stream.of(Stream.of(verdict), about, shown(kinks()))
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n  "));
    }

    private String withoutCulprit() {
        boolean adjointOnly = worst().stream().allMatch(worst -> worst.aspect() == Aspect.ADJOINT);
        return adjointOnly
                ? "push and pull are not each other's transpose in the tensors' own dtypes and on their backend:"
                        + " an op's own rule contradicts itself, or the backend computes an op wrongly"
                : "every op's own rule is right at its operands: the ops meet at a kink,"
                        + " or the function is too ill-conditioned for its limits";
    }

    private static Stream<String> shown(List<?> lines) {
        Stream<String> first = lines.stream().limit(SHOWN).map(Object::toString);
        return lines.size() <= SHOWN
                ? first
                : Stream.concat(first, Stream.of("and %d more".formatted(lines.size() - SHOWN)));
    }
}
