package dev.pullback.conformance.cases;

import dev.pullback.api.graph.Graph;
import dev.pullback.api.op.CustomOp;
import dev.pullback.api.op.Op;
import dev.pullback.api.tensor.Apply;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import dev.pullback.conformance.numeric.Family;
import dev.pullback.conformance.numeric.Limit;
import dev.pullback.conformance.numeric.Values;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
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
public record Case(Class<?> op, String group, String id, TensorFunction function, List<Values> inputs, Limit limit) {

    public Case {
        inputs = List.copyOf(inputs);
    }

    /** One op on operands of one family. */
    public static Case of(Op op, String what, Family family, Limit limit, TensorType... operands) {
        String id = "%s %s %s".formatted(what, types(operands), family);
        return of(op, what, id, inputs(id, family, operands), limit);
    }

    /** One op on given operands. */
    public static Case of(Op op, String what, String id, List<Values> inputs, Limit limit) {
        TensorFunction function = operands -> List.of(Apply.op(op, operands.toArray(Tensor[]::new)));
        List<TensorType> types = inputs.stream().map(Values::type).toList();
        String from = types.stream().map(type -> type.dtype().label()).collect(Collectors.joining(", "));
        String group = "%s(%s) to %s"
                .formatted(op.name(), from, op.infer(types).dtype().label());
        return new Case(op.getClass(), group, id, function, inputs, limit);
    }

    /** Operands drawn from a family, seeded by the id. */
    public static List<Values> inputs(String id, Family family, TensorType... operands) {
        List<Values> inputs = new ArrayList<>();
        for (TensorType operand : operands) {
            inputs.add(family.draw(operand, 31L * id.hashCode() + inputs.size()));
        }
        return inputs;
    }

    public static String types(TensorType... types) {
        return Stream.of(types).map(TensorType::toString).collect(Collectors.joining(" "));
    }

    /** What this is about, in a word: the op's name, or {@code expression} where there are several ops. */
    public String subject() {
        return op == CustomOp.class ? "expression" : op.getSimpleName().toLowerCase(Locale.ROOT);
    }

    /** Tells this from all other cases of its list. */
    public String name() {
        return group.equals(id) ? id : group + ": " + id;
    }

    /** Every dtype that occurs in it, so that a backend without one of them cannot run it. */
    public Set<DType> dtypes() {
        Set<DType> dtypes = EnumSet.noneOf(DType.class);
        graph().nodes().forEach(node -> dtypes.add(node.type().dtype()));
        inputs.forEach(input -> dtypes.add(input.type().dtype()));
        return dtypes;
    }

    /** The function traced for the types of its inputs. */
    public Graph graph() {
        return Graph.trace(function, inputs.stream().map(Values::type).toArray(TensorType[]::new));
    }
}
