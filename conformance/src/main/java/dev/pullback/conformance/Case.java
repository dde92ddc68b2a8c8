package dev.pullback.conformance;

import dev.pullback.api.op.Op;
import dev.pullback.api.tensor.Apply;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.tensor.Traced;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Something to compute on given inputs, and how near to the oracle the result must be. Unless the result must be exact, the
 * oracle computes it in float64, so the function must not depend on the dtype of its inputs.
 *
 * @param op the op that this is about
 * @param group cases of one group are compiled together and reported as one test, for example {@code sigmoid(float32) to float32}
 * @param id tells what differs within the group; the inputs are seeded by it
 */
record Case(Class<?> op, String group, String id, TensorFunction function, List<Values> inputs, Limit limit) {

    Case {
        inputs = List.copyOf(inputs);
    }

    /** One op on operands of one family. */
    static Case of(Op op, String what, Family family, Limit limit, TensorType... operands) {
        String id = "%s %s %s".formatted(what, types(operands), family);
        return of(op, what, id, inputs(id, family, operands), limit);
    }

    /** One op on given operands. */
    static Case of(Op op, String what, String id, List<Values> inputs, Limit limit) {
        TensorFunction function = operands -> List.of(Apply.op(op, operands.toArray(Tensor[]::new)));
        List<TensorType> types = inputs.stream().map(Values::type).toList();
        String from = types.stream().map(type -> type.dtype().label()).collect(Collectors.joining(", "));
        String group = "%s(%s) to %s"
                .formatted(op.name(), from, op.infer(types).dtype().label());
        return new Case(op.getClass(), group, id, function, inputs, limit);
    }

    /** Operands drawn from a family, seeded by the id. */
    static List<Values> inputs(String id, Family family, TensorType... operands) {
        List<Values> inputs = new ArrayList<>();
        for (TensorType operand : operands) {
            inputs.add(family.draw(operand, 31L * id.hashCode() + inputs.size()));
        }
        return inputs;
    }

    static String types(TensorType... types) {
        return Stream.of(types).map(TensorType::toString).collect(Collectors.joining(" "));
    }

    /** Whether a backend that computes only in these dtypes can run this. */
    boolean needsOnly(Set<DType> dtypes) {
        List<Tensor> operands = inputs.stream()
                .<Tensor>map(input -> Traced.input(input.type(), "x"))
                .toList();
        return inputs.stream().allMatch(input -> dtypes.contains(input.type().dtype()))
                && function.apply(operands).stream().allMatch(result -> dtypes.contains(result.dtype()));
    }
}
