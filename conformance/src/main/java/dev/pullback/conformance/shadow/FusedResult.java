package dev.pullback.conformance.shadow;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.Executable;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.type.DType;
import dev.pullback.conformance.numeric.Limit;
import dev.pullback.conformance.numeric.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Decides whether the result of a whole program is right, though not in the same bits as that of its ops one by one. An
 * element must be near theirs, or the reference's: up to a part of the largest element, and up to twice as far as the
 * reference's own result moves when the inputs are moved by a few roundings, since a program may amplify them, or decide by
 * them (a relu at 0, the larger of two nearly equal numbers).
 */
final class FusedResult {

    /** Of u, relative to the largest element: hundreds of ops behind one another. */
    private static final double WHOLE = 2048;

    private static final int PERTURBATIONS = 8;

    /** Of u: how far each input is moved at most. */
    private static final double MOVED = 8;

    private final Backend reference;
    private final Graph graph;
    private final List<Values> inputs;
    private List<Values> expected;
    /** Per output and element. */
    private List<double[]> spread;

    FusedResult(Backend reference, Graph graph, List<Values> inputs) {
        this.reference = reference;
        this.graph = graph;
        this.inputs = inputs;
    }

    /** The outputs by the reference. */
    List<Values> expected() {
        if (expected == null) {
            expected = FreshRun.of(reference, graph, inputs);
        }
        return expected;
    }

    /** @param byOps the output as the backend's ops, one by one, give it */
    Optional<Mismatch> mismatch(int output, Values actual, Values byOps) {
        return compare(output, actual, byOps, new double[actual.size()])
                .flatMap(suspicion -> compare(output, actual, byOps, spread().get(output)));
    }

    private Optional<Mismatch> compare(int output, Values actual, Values byOps, double[] moves) {
        Values exact = expected().get(output);
        DType dtype = actual.type().dtype();
        double part = dtype.isFloating() ? WHOLE * Limit.unit(dtype) : 0;
        Limit limit = Limit.whole(part);
        double largest = largest(exact);
        return Mismatch.worst(actual, exact, limit, i -> {
            Limit here = moves[i] == 0 ? limit : limit.orAbsolute(2 * moves[i]);
            return Math.min(
                    here.error(exact.get(i), actual.get(i), 0, largest, dtype),
                    here.error(byOps.get(i), actual.get(i), 0, largest, dtype));
        });
    }

    /** The largest finite element. */
    private static double largest(Values values) {
        return Arrays.stream(values.elements())
                .map(Math::abs)
                .filter(Double::isFinite)
                .max()
                .orElse(0);
    }

    private List<double[]> spread() {
        if (spread == null) {
            spread = new ArrayList<>();
            expected().forEach(values -> spread.add(new double[values.size()]));
            var random = new Random(0);
            try (Executable program = reference.compile(graph)) {
                for (int n = 0; n < PERTURBATIONS; n++) {
                    List<Values> moved =
                            inputs.stream().map(input -> moved(input, random)).toList();
                    widen(FreshRun.of(reference, program, graph, moved));
                }
            }
        }
        return spread;
    }

    private void widen(List<Values> results) {
        for (int output = 0; output < results.size(); output++) {
            double[] moves = spread.get(output);
            for (int i = 0; i < moves.length; i++) {
                double move = Math.abs(
                        results.get(output).get(i) - expected().get(output).get(i));
                // NaN only where infinities or NaN come and go: nothing can be said there.
                moves[i] = Math.max(moves[i], Double.isNaN(move) ? 0 : move);
            }
        }
    }

    private static Values moved(Values input, Random random) {
        DType dtype = input.type().dtype();
        if (!dtype.isFloating()) {
            return input;
        }
        double step = MOVED * Limit.unit(dtype);
        double[] elements = Arrays.stream(input.elements())
                .map(x -> x * (1 + step * (2 * random.nextDouble() - 1)))
                .toArray();
        return Values.of(input.type(), elements);
    }
}
