package dev.pullback.conformance.shadow;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.Executable;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.op.Op;
import dev.pullback.api.tensor.Traced;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import dev.pullback.conformance.numeric.Limit;
import dev.pullback.conformance.numeric.Limits;
import dev.pullback.conformance.numeric.Values;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells for one op at a time what it gives for the very operands a backend had: unrounded, in float64, unless its limit asks
 * for the rounded result anyway. So no error of an op before it counts against it.
 */
final class OpOracle implements AutoCloseable {

    private final Backend reference;
    private final Map<Key, Program> programs = new HashMap<>();

    private record Key(Op op, List<TensorType> operands) {}

    private record Program(Graph graph, Executable executable) {}

    /** What an op gives, and how a backend's result differs from it. */
    record Judgement(Values expected, Optional<Mismatch> mismatch) {}

    OpOracle(Backend reference) {
        this.reference = reference;
    }

    /** @param denormals whether the backend keeps numbers below the smallest normal one */
    Judgement judge(Op op, List<Values> operands, Values actual, boolean denormals) {
        DType dtype = actual.type().dtype();
        Limit limit = Limits.ofOp(op, operands.stream().map(Values::type).toList(), actual.type());
        List<Values> given = limit.isExact()
                ? operands
                : operands.stream().map(Values::promoted).toList();
        Values exact = run(op, given);
        Values sums = limit.terms() == 0
                ? exact
                : run(op, given.stream().map(Values::magnitudes).toList());
        Values flushed = denormals ? exact : run(op, flushed(operands, limit));
        return new Judgement(exact, Mismatch.worst(actual, exact, limit, i -> {
            double error = limit.error(exact.get(i), actual.get(i), sums.get(i), 0, dtype);
            if (error <= 1 || denormals) {
                return error;
            }
            boolean vanished =
                    actual.get(i) == 0 && dtype.isFloating() && Math.abs(exact.get(i)) < Limit.smallestNormal(dtype);
            return vanished ? 0 : Math.min(error, limit.error(flushed.get(i), actual.get(i), sums.get(i), 0, dtype));
        }));
    }

    private static List<Values> flushed(List<Values> operands, Limit limit) {
        return operands.stream()
                .map(Values::flushed)
                .map(values -> limit.isExact() ? values : values.promoted())
                .toList();
    }

    private Values run(Op op, List<Values> operands) {
        Key key = new Key(op, operands.stream().map(Values::type).toList());
        Program program = programs.computeIfAbsent(key, missing -> compile(op, missing.operands()));
        return FreshRun.of(reference, program.executable(), program.graph(), operands)
                .getFirst();
    }

    private Program compile(Op op, List<TensorType> types) {
        List<Traced> inputs =
                types.stream().map(type -> Traced.input(type, "operand")).toList();
        Graph graph = Graph.of(inputs, List.of(Traced.of(op, inputs)));
        return new Program(graph, reference.compile(graph));
    }

    @Override
    public void close() {
        programs.values().forEach(program -> program.executable().close());
        programs.clear();
    }
}
