package dev.pullback.api.jacobian;

import dev.pullback.api.op.Op;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.Traced;
import dev.pullback.api.type.TensorType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * What the pull of an op reads beside the cotangent: some of the operands, the result, or nothing. It is found by tracing
 * the pull, not declared, so it is what the rule does. The forward pass has to keep that much and no more.
 *
 * @param operands positions of the operands whose values are read
 * @param result whether the op's result is read
 */
public record PullNeeds(SortedSet<Integer> operands, boolean result) {

    public PullNeeds {
        operands = Collections.unmodifiableSortedSet(new TreeSet<>(operands));
    }

    /** What the pulls to all operands read together. */
    public static PullNeeds of(Op op, List<TensorType> operands) {
        SortedSet<Integer> read = new TreeSet<>();
        boolean result = false;
        for (int operand = 0; operand < operands.size(); operand++) {
            PullNeeds one = of(op, operands, operand);
            read.addAll(one.operands);
            result |= one.result;
        }
        return new PullNeeds(read, result);
    }

    /**
     * What the pull to one operand reads.
     *
     * @throws dev.pullback.api.error.UnsupportedOpException for a custom op without a rule, which must be lowered first
     */
    public static PullNeeds of(Op op, List<TensorType> operands, int operand) {
        List<Traced> x =
                operands.stream().map(type -> Traced.input(type, "operand")).toList();
        Traced y = Traced.of(op, x);
        Tensor cotangent = Traced.input(y.type(), "cotangent");
        Tensor pulled = Application.pull(Rules.jacobian(y, operand), cotangent);
        Set<Traced> read = reached(pulled.node(), y);
        List<Integer> positions = IntStream.range(0, x.size())
                .filter(i -> read.contains(x.get(i)))
                .boxed()
                .toList();
        return new PullNeeds(new TreeSet<>(positions), read.contains(y));
    }

    /** All nodes below one, but not those below {@code end}. */
    private static Set<Traced> reached(Traced from, Traced end) {
        Set<Traced> reached = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Traced> pending = new ArrayDeque<>(List.of(from));
        while (!pending.isEmpty()) {
            Traced node = pending.pop();
            if (reached.add(node) && node != end) {
                pending.addAll(node.operands());
            }
        }
        return reached;
    }

    /**
     * In the letters of the formulas: {@code nothing}, {@code x}, {@code a, b}, {@code b, y}.
     *
     * @param operandCount of the op: a single operand is x, of several the first is a
     */
    public String text(int operandCount) {
        List<String> names = new ArrayList<>();
        for (int operand : operands) {
            names.add(operandCount == 1 ? "x" : Character.toString('a' + operand));
        }
        if (result) {
            names.add("y");
        }
        return names.isEmpty() ? "nothing" : String.join(", ", names);
    }
}
