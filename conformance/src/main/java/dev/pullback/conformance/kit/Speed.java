package dev.pullback.conformance.kit;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.type.DType;
import dev.pullback.conformance.cases.Case;
import dev.pullback.conformance.cases.SpeedCase;
import dev.pullback.conformance.cases.SpeedList;
import dev.pullback.conformance.numeric.Limit;
import dev.pullback.conformance.numeric.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Times every op on two backends in turn, and compares what they compute. */
public final class Speed {

    private final Map<SpeedTrial, Case> cases;

    private Speed(Map<SpeedTrial, Case> cases) {
        this.cases = cases;
    }

    /** All that is timed. */
    public static Speed complete() {
        Map<SpeedTrial, Case> cases = new LinkedHashMap<>();
        for (SpeedCase timed : SpeedList.all()) {
            Case one = timed.one();
            cases.put(new SpeedTrial(one.subject(), one.id(), timed.flops(), timed.bytes()), one);
        }
        return new Speed(cases);
    }

    /** The trials that are wanted. */
    public Speed only(Predicate<SpeedTrial> wanted) {
        Map<SpeedTrial, Case> chosen = new LinkedHashMap<>(cases);
        chosen.keySet().removeIf(wanted.negate());
        return new Speed(chosen);
    }

    /** In the order in which they are run. */
    public List<SpeedTrial> trials() {
        return List.copyOf(cases.keySet());
    }

    /**
     * Times the trials.
     *
     * @param against what the backend is held against; may be the same
     * @param betweenRuns is called often, never while something is timed; to end all of it, it throws
     * @param listener is told of every timing at once
     * @throws dev.pullback.api.error.PullbackException if a backend cannot run one
     */
    public List<Timing> run(Backend backend, Backend against, Runnable betweenRuns, Consumer<Timing> listener) {
        List<Timing> timings = new ArrayList<>();
        for (SpeedTrial trial : trials()) {
            Timing timing = run(trial, backend, against, betweenRuns);
            timings.add(timing);
            listener.accept(timing);
        }
        return timings;
    }

    private Timing run(SpeedTrial trial, Backend backend, Backend against, Runnable betweenRuns) {
        Case one = cases.get(trial);
        try (var own = new Stopwatch(backend, one);
                var other = new Stopwatch(against, one)) {
            own.warmUp(betweenRuns);
            other.warmUp(betweenRuns);
            // In turn, so that what else the machine does slows both down.
            while (!own.isEnough() || !other.isEnough()) {
                own.time(betweenRuns);
                other.time(betweenRuns);
            }
            Finding finding = compare(one, against, own.result(), other.result());
            return new Timing(trial, own.median(), other.median(), finding.error(), finding.fault());
        }
    }

    /** Each may be off by its limit, so both together by twice as much. */
    private static Finding compare(Case one, Backend against, Values actual, Values expected) {
        Limit limit = one.limit();
        DType dtype = actual.type().dtype();
        Values sums = limit.terms() == 0 ? expected : magnitudes(one, against);
        double largest = expected.largest();
        double worst = 0;
        int element = 0;
        for (int i = 0; i < actual.size(); i++) {
            double error = limit.error(expected.get(i), actual.get(i), sums.get(i), largest, dtype) / 2;
            if (error > worst) {
                worst = error;
                element = i;
            }
        }
        return worst <= 1
                ? Finding.right(worst)
                : new Finding(
                        worst,
                        "element %d is %s, and %s on %s: %.3g of both limits together; %s"
                                .formatted(element, actual.get(element), expected.get(element), against, worst, limit));
    }

    private static Values magnitudes(Case one, Backend on) {
        Graph graph = one.graph();
        List<Values> inputs = one.inputs().stream().map(Values::magnitudes).toList();
        return Execution.of(on, graph, inputs).getFirst();
    }
}
