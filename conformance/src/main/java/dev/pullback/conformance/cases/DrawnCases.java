package dev.pullback.conformance.cases;

import dev.pullback.api.op.CustomOp;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import dev.pullback.conformance.numeric.Family;
import dev.pullback.conformance.numeric.Limit;
import dev.pullback.conformance.numeric.Limits;
import dev.pullback.conformance.numeric.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A list of expressions in the making. Every input is drawn from a seed of its own, the number of those drawn before it: what
 * is added at the end changes nothing before it.
 */
final class DrawnCases {

    private static final Limit LIMIT = Limit.whole(Limits.EXPRESSION);

    private final List<Case> cases = new ArrayList<>();
    private int drawn;

    /** An input, still to be drawn. */
    @FunctionalInterface
    interface Input {
        Values draw(int seed);
    }

    static Input floats(int... lengths) {
        return seed -> Family.NORMAL.draw(TensorType.of(DType.FLOAT32, lengths), seed);
    }

    /** Whole numbers from 0 up to a bound. */
    static Input indices(int bound, int... lengths) {
        TensorType type = TensorType.of(DType.INT32, lengths);
        return seed -> Values.of(
                type,
                new Random(seed).doubles(type.size(), 0, bound).map(Math::floor).toArray());
    }

    void add(String id, TensorFunction function, Input... inputs) {
        List<Values> values = new ArrayList<>();
        for (Input input : inputs) {
            values.add(input.draw(drawn++));
        }
        cases.add(new Case(CustomOp.class, id, id, function, values, LIMIT));
    }

    List<Case> all() {
        return List.copyOf(cases);
    }
}
