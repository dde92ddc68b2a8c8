package dev.pullback.cpu.reference;

import static dev.pullback.cpu.reference.Sabotage.about;

import dev.pullback.api.op.Add;
import dev.pullback.api.op.Compare;
import dev.pullback.api.op.Elementwise;
import dev.pullback.api.op.Iota;
import dev.pullback.api.op.MatMul;
import dev.pullback.api.op.Mul;
import dev.pullback.api.op.Op;
import dev.pullback.api.op.Reshape;
import dev.pullback.api.op.Sigmoid;
import dev.pullback.api.op.Slice;
import dev.pullback.api.op.Sub;
import dev.pullback.api.op.Sum;
import dev.pullback.api.op.Transpose;
import dev.pullback.api.tensor.Traced;
import dev.pullback.api.type.Axes;
import dev.pullback.conformance.kit.Check;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Faults in what a backend makes of several ops at once. */
final class GraphFaults {

    private GraphFaults() {}

    static List<Sabotage> all() {
        List<Sabotage> all = new ArrayList<>();
        all.addAll(pullsOfSigmoid());
        all.addAll(sumsOfTheBias());
        all.addAll(views());
        all.add(epilogue());
        all.add(unitMatrix());
        return all;
    }

    /** A kernel of its own for y(1 − y), found in the graph, that computes something else. */
    private static List<Sabotage> pullsOfSigmoid() {
        return List.of(
                slope("the pull of sigmoid is 1 − y", (y, complement, product) -> complement),
                slope("the pull of sigmoid is x(1 − x)", (y, complement, product) -> {
                    Traced x = y.operands().getFirst();
                    Traced ofInput = node(complement, complement.operands().getFirst(), x);
                    return node(product, x, ofInput);
                }));
    }

    /** What is made of y, 1 − y and their product. */
    private interface Slope {
        Traced of(Traced y, Traced complement, Traced product);
    }

    private static Sabotage slope(String name, Slope instead) {
        UnaryOperator<Traced> rule = node -> node.op() instanceof Mul
                        && node.operands().getFirst().op() instanceof Sigmoid
                        && node.operands().get(1).op() instanceof Sub
                        && node.operands().get(1).operands().get(1)
                                == node.operands().getFirst()
                ? instead.of(node.operands().getFirst(), node.operands().get(1), node)
                : node;
        return Sabotage.of(name, Check.DERIVATIVES, "sigmoid", OtherGraphs.by(rule))
                .unnoticedBy(about(Check.VALUES, "sigmoid"));
    }

    /** The gradient of what is added to every row is a sum over the rows. */
    private static List<Sabotage> sumsOfTheBias() {
        return List.of(
                biasSum("the gradient of the bias is its first row", rows -> 1),
                biasSum("the gradient of the bias misses the last row", rows -> rows - 1));
    }

    private static Sabotage biasSum(String name, UnaryOperator<Integer> rows) {
        UnaryOperator<Traced> rule = node -> {
            if (!(node.op() instanceof Sum(Axes axes)) || !node.phase().equals("gradient") || !axes.contains(0)) {
                return node;
            }
            Traced x = node.operands().getFirst();
            int count = x.shape().length(0);
            return count < 2 ? node : node(node, block(x, 0, rows.apply(count)));
        };
        return Sabotage.of(name, Check.DERIVATIVES, "add", OtherGraphs.by(rule))
                .unnoticedBy(
                        about(Check.VALUES, "sum").and(trial -> trial.name().contains("float32[33,5]")));
    }

    private static Traced block(Traced x, int from, int to) {
        int[] starts = new int[x.shape().rank()];
        int[] ends = x.shape().lengths();
        starts[0] = from;
        ends[0] = to;
        return Traced.of(new Slice(Axes.of(starts), Axes.of(ends)), List.of(x), x.phase());
    }

    /** Ops that read through a view and forget how it lies in memory. */
    private static List<Sabotage> views() {
        return List.of(
                view(
                        "strides of a transposed operand are ignored",
                        "transposed",
                        operand -> operand.op() instanceof Transpose
                                ? Optional.of(
                                        Traced.of(new Reshape(operand.shape()), operand.operands(), operand.phase()))
                                : Optional.empty()),
                view("the offset of a sliced operand is ignored", "window", operand -> {
                    if (!(operand.op() instanceof Slice(Axes starts, Axes ends))) {
                        return Optional.empty();
                    }
                    int[] lengths = ends.toArray();
                    Arrays.setAll(lengths, axis -> lengths[axis] - starts.get(axis));
                    Op atZero = new Slice(Axes.of(new int[lengths.length]), Axes.of(lengths));
                    return Optional.of(Traced.of(atZero, operand.operands(), operand.phase()));
                }));
    }

    private static Sabotage view(String name, String kind, Function<Traced, Optional<Traced>> misread) {
        UnaryOperator<Traced> rule = node -> {
            if (!(node.op() instanceof Elementwise)) {
                return node;
            }
            List<Traced> operands = node.operands().stream()
                    .map(operand -> misread.apply(operand).orElse(operand))
                    .toList();
            return operands.equals(node.operands()) ? node : Traced.of(node.op(), operands, node.phase());
        };
        return Sabotage.of(name, Check.VIEWS, "exp", OtherGraphs.by(rule))
                .where(kind)
                .unnoticedBy(about(Check.VALUES, "exp"))
                .unnoticedBy(about(Check.VALUES, kind.equals("window") ? "slice" : "transpose"));
    }

    /** Right op by op, wrong where a product, a bias and a sigmoid become one kernel. */
    private static Sabotage epilogue() {
        UnaryOperator<Traced> withoutBias = node -> {
            boolean layer = node.op() instanceof Sigmoid
                    && node.operands().getFirst().op() instanceof Add
                    && node.operands().getFirst().operands().getFirst().op() instanceof MatMul;
            return layer ? node(node, node.operands().getFirst().operands().getFirst()) : node;
        };
        Sabotage.Workshop workshop = (options, faulty) -> new OtherGraphs(
                OtherGraphs.reference(options), faulty && options.fusion() ? withoutBias : UnaryOperator.identity());
        return Sabotage.of("a fused layer forgets its bias", Check.EXPRESSIONS, "expression", workshop)
                .where("bias")
                .saying("bias")
                .unnoticedBy(about(Check.VALUES, "sigmoid"))
                .unnoticedBy(about(Check.DERIVATIVES, "matmul"))
                .unnoticedBy(about(Check.DERIVATIVES, "add"));
    }

    /** Only Jacobians that are written out as matrices ask where two counts are equal. */
    private static Sabotage unitMatrix() {
        UnaryOperator<Traced> rule = node -> {
            boolean unit = node.op() instanceof Compare
                    && node.operands().stream().allMatch(operand -> operand.op() instanceof Iota);
            return unit ? node(node, node.operands().get(1), node.operands().get(1)) : node;
        };
        return Sabotage.of("a unit matrix is full of ones", Check.JACOBIANS, "mul", OtherGraphs.by(rule))
                .unnoticedBy(about(Check.DERIVATIVES, "mul"))
                .unnoticedBy(
                        about(Check.VALUES, "compare").and(trial -> trial.name().contains("float32")));
    }

    /** The same op on other operands. */
    private static Traced node(Traced like, Traced... operands) {
        return Traced.of(like.op(), List.of(operands), like.phase());
    }
}
