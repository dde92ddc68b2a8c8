package dev.pullback.api.check;

import dev.pullback.api.backend.Backend;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Push and pull of one function at one point against slopes measured along each of its elements. */
final class ModeCheck {

    /** The first suits functions of size and length about 1, the others those that bend faster or end nearby. */
    private static final double[] DISTANCES = {0x1p-10, 0x1p-13, 0x1p-16, 0x1p-19, 0x1p-22};

    /** Five points are exact at any distance for polynomials up to degree four: so at one where rounding is least. */
    private static final double[] EXACT = {1};

    private static final int EXACT_DEGREE = 4;

    private final Subject subject;
    private final Aspect push;
    private final Aspect pull;
    private final double tolerance;
    private final Findings findings;
    private final boolean exact;

    ModeCheck(Subject subject, Aspect push, Aspect pull, double tolerance, Findings findings) {
        this.subject = subject;
        this.push = push;
        this.pull = pull;
        this.tolerance = tolerance;
        this.findings = findings;
        this.exact = Degree.of(subject.measuredGraph(), subject.moving()) <= EXACT_DEGREE;
    }

    void run(Backend backend, int elements, Random random) {
        List<Value> operands = new ArrayList<>(subject.point());
        operands.addAll(subject.movingValues());
        try (var differences = new Differences(subject, backend);
                Program pushing = Program.of(backend, subject.pushGraph(), operands)) {
            List<Value> cotangents = differences.results().stream()
                    .map(type -> Value.drawn(type, random))
                    .toList();
            differences.weigh(cotangents);
            double[] pulled = pulled(backend, cotangents);
            for (Direction direction : Direction.of(subject, elements, random)) {
                // Where the first derivative does not exist, the second does not either.
                if (!findings.hasKinkAt(direction.place())) {
                    compare(direction, byRule(direction, pushing, pulled), differences);
                }
            }
        }
    }

    private double[] pulled(Backend backend, List<Value> cotangents) {
        List<Value> operands = new ArrayList<>(subject.point());
        operands.addAll(cotangents);
        var graph = subject.pullGraph(cotangents.stream().map(Value::type).toList());
        return Differences.flattened(Program.results(backend, graph, operands));
    }

    /** J·v, followed by ⟨Jᵀ·w, v⟩. */
    private double[] byRule(Direction direction, Program pushing, double[] pulled) {
        List<Value> tangents = new ArrayList<>();
        for (int i = 0; i < subject.moving().size(); i++) {
            Value tangent =
                    Value.of(subject.movingTypes().get(i), direction.tangents().get(i));
            pushing.set(subject.point().size() + i, tangent);
            tangents.add(tangent);
        }
        double[] pushed = Differences.flattened(pushing.run());
        double[] both = Arrays.copyOf(pushed, pushed.length + 1);
        both[pushed.length] = Differences.dot(pulled, Differences.flattened(tangents));
        return both;
    }

    /** Nearer and nearer, as long as a number is not where it should be; each number's best distance counts. */
    private void compare(Direction direction, double[] rule, Differences differences) {
        double[] distances = exact ? EXACT : DISTANCES;
        var best = new Deviation[rule.length];
        Slopes further = null;
        Slopes slopes = null;
        for (double distance : distances) {
            further = slopes;
            slopes = differences.along(direction, distance * direction.unit());
            keepBest(best, deviations(direction, rule, differences, slopes, distances[0] * direction.unit()));
            if (Arrays.stream(best).allMatch(Deviation::isWithinLimit)) {
                break;
            }
        }
        for (int i = 0; i < best.length; i++) {
            if (!best[i].isWithinLimit() && !exact && slopes.isKink(i, rule[i], further)) {
                findings.add(new Kink(
                        best[i].aspect(),
                        direction.place(),
                        best[i].result(),
                        slopes.left()[i],
                        slopes.right()[i],
                        rule[i]));
            } else {
                findings.add(best[i]);
            }
        }
    }

    private Deviation[] deviations(
            Direction direction, double[] rule, Differences differences, Slopes slopes, double first) {
        var deviations = new Deviation[rule.length];
        double pushLimit = differences.pushLimit(slopes, tolerance, first);
        double pullLimit = differences.pullLimit(slopes, tolerance, first);
        for (int i = 0; i < rule.length; i++) {
            boolean pushed = i < rule.length - 1;
            deviations[i] = new Deviation(
                    pushed ? push : pull,
                    direction.place(),
                    differences.place(i),
                    rule[i],
                    slopes.central()[i],
                    pushed ? pushLimit : pullLimit);
        }
        return deviations;
    }

    private static void keepBest(Deviation[] best, Deviation[] next) {
        for (int i = 0; i < best.length; i++) {
            if (best[i] == null || next[i].severity() < best[i].severity()) {
                best[i] = next[i];
            }
        }
    }
}
