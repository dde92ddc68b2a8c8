package dev.pullback.api.graph;

import dev.pullback.api.op.*;
import dev.pullback.api.tensor.Traced;
import dev.pullback.api.type.Axes;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.Shape;
import java.util.List;

/**
 * The rules of the {@link Simplifier}, one op at a time. Floating-point rules change no result but the sign of a zero: x·0
 * stays (x may be NaN), and sums are never reordered.
 */
final class Rewrites {

    private Rewrites() {}

    /** A node that computes the same with less, or null if no rule applies. */
    static Traced simpler(Traced node) {
        Traced folded = folded(node);
        return folded != null
                ? folded
                : switch (node.op()) {
                    case Add _ -> add(node);
                    case Sub _ -> sub(node);
                    case Mul _ -> mul(node);
                    case Div _ -> div(node);
                    case Maximum _, Minimum _ ->
                        node.operands().get(0) == node.operands().get(1)
                                ? node.operands().get(0)
                                : null;
                    case Select _ -> select(node);
                    case Abs _, Square _ -> withoutSign(node);
                    case Neg _ -> node.operands().getFirst().op() instanceof Neg ? below(node, 0) : null;
                    case StopGradient _ -> node.operands().getFirst();
                    case Cast cast ->
                        cast.dtype() == node.operands().getFirst().dtype()
                                ? node.operands().getFirst()
                                : null;
                    case Reshape reshape -> reshape(node, reshape);
                    case Broadcast broadcast -> broadcast(node, broadcast);
                    case Transpose transpose -> transpose(node, transpose);
                    case Sum sum -> reduction(node, sum.axes());
                    case ReduceMax max -> reduction(node, max.axes());
                    case MatMul matmul -> matmul(node, matmul);
                    default -> null;
                };
    }

    /** An op on constants alone is a constant, where all its elements are equal. */
    private static Traced folded(Traced node) {
        boolean constants = !node.operands().isEmpty()
                && node.operands().stream().allMatch(operand -> operand.op() instanceof Constant);
        if (!constants) {
            return null;
        }
        double[] values = node.operands().stream()
                .mapToDouble(operand -> Scalars.round(((Constant) operand.op()).value(), operand.dtype()))
                .toArray();
        return switch (node.op()) {
            case Elementwise op ->
                constant(node, Scalars.apply(op, node.operands().getLast().dtype(), node.dtype(), values));
            case Reshape _, Broadcast _, Transpose _, Slice _ -> constant(node, values[0]);
            default -> null;
        };
    }

    private static Traced add(Traced node) {
        Traced a = node.operands().get(0);
        Traced b = node.operands().get(1);
        if (isConstant(b, 0)) {
            return a;
        }
        if (isConstant(a, 0)) {
            return b;
        }
        if (b.op() instanceof Neg) {
            return of(node, new Sub(), a, b.operands().getFirst());
        }
        return a.op() instanceof Neg ? of(node, new Sub(), b, a.operands().getFirst()) : null;
    }

    private static Traced sub(Traced node) {
        Traced a = node.operands().get(0);
        Traced b = node.operands().get(1);
        if (isConstant(b, 0)) {
            return a;
        }
        return b.op() instanceof Neg ? of(node, new Add(), a, b.operands().getFirst()) : null;
    }

    private static Traced mul(Traced node) {
        Traced a = node.operands().get(0);
        Traced b = node.operands().get(1);
        if (isConstant(b, 1)) {
            return a;
        }
        if (isConstant(a, 1)) {
            return b;
        }
        if (isConstant(b, -1)) {
            return of(node, new Neg(), a);
        }
        if (isConstant(a, -1)) {
            return of(node, new Neg(), b);
        }
        return a == b ? of(node, new Square(), a) : null;
    }

    private static Traced div(Traced node) {
        Traced a = node.operands().get(0);
        Traced b = node.operands().get(1);
        if (isConstant(b, 1)) {
            return a;
        }
        return isConstant(b, -1) ? of(node, new Neg(), a) : null;
    }

    /** One of two values if the condition is known, or if they are the same. */
    private static Traced select(Traced node) {
        Traced condition = node.operands().get(0);
        Traced a = node.operands().get(1);
        Traced b = node.operands().get(2);
        if (a == b) {
            return a;
        }
        return condition.op() instanceof Constant constant ? constant.value() != 0 ? a : b : null;
    }

    /** |−x| = ||x|| = |x|, (−x)² = |x|² = x². */
    private static Traced withoutSign(Traced node) {
        Op below = node.operands().getFirst().op();
        return below instanceof Neg || below instanceof Abs ? of(node, node.op(), below(node, 0)) : null;
    }

    private static Traced reshape(Traced node, Reshape reshape) {
        Traced operand = node.operands().getFirst();
        if (operand.shape().equals(reshape.shape())) {
            return operand;
        }
        return operand.op() instanceof Reshape ? of(node, reshape, below(node, 0)) : null;
    }

    private static Traced broadcast(Traced node, Broadcast broadcast) {
        Traced operand = node.operands().getFirst();
        if (operand.shape().equals(broadcast.shape())) {
            return operand;
        }
        if (operand.shape().size() == broadcast.shape().size()) {
            return of(node, new Reshape(broadcast.shape()), operand);
        }
        return operand.op() instanceof Broadcast ? of(node, broadcast, below(node, 0)) : null;
    }

    private static Traced transpose(Traced node, Transpose transpose) {
        Traced operand = node.operands().getFirst();
        if (movesNothing(operand.shape(), transpose.permutation())) {
            return of(node, new Reshape(node.shape()), operand);
        }
        if (operand.op() instanceof Transpose inner) {
            int[] combined = new int[node.shape().rank()];
            for (int i = 0; i < combined.length; i++) {
                combined[i] = inner.permutation().get(transpose.permutation().get(i));
            }
            return of(node, new Transpose(Axes.of(combined)), below(node, 0));
        }
        return null;
    }

    /** Whether all axes longer than 1 keep their order, so that memory does not change. */
    private static boolean movesNothing(Shape shape, Axes permutation) {
        int last = -1;
        for (int axis : permutation.toArray()) {
            if (shape.length(axis) != 1) {
                if (axis < last) {
                    return false;
                }
                last = axis;
            }
        }
        return true;
    }

    /** Reducing axes of length 1 changes no value. */
    private static Traced reduction(Traced node, Axes axes) {
        Traced operand = node.operands().getFirst();
        boolean trivial = operand.dtype() != DType.BOOL;
        for (int axis : axes.toArray()) {
            trivial &= operand.shape().length(axis) == 1;
        }
        return trivial ? of(node, new Reshape(node.shape()), operand) : null;
    }

    private static Traced matmul(Traced node, MatMul matmul) {
        Traced a = node.operands().get(0);
        Traced b = node.operands().get(1);
        if (swapsLastTwo(a)) {
            return of(node, new MatMul(!matmul.transposeA(), matmul.transposeB()), below(node, 0), b);
        }
        if (swapsLastTwo(b)) {
            return of(node, new MatMul(matmul.transposeA(), !matmul.transposeB()), a, below(node, 1));
        }
        return null;
    }

    private static boolean swapsLastTwo(Traced node) {
        if (!(node.op() instanceof Transpose(Axes permutation))) {
            return false;
        }
        int rank = permutation.count();
        for (int i = 0; i < rank; i++) {
            int expected = i == rank - 2 ? rank - 1 : i == rank - 1 ? rank - 2 : i;
            if (permutation.get(i) != expected) {
                return false;
            }
        }
        return true;
    }

    private static boolean isConstant(Traced node, double value) {
        return node.op() instanceof Constant constant && constant.value() == value;
    }

    private static Traced below(Traced node, int operand) {
        return node.operands().get(operand).operands().getFirst();
    }

    private static Traced constant(Traced like, double value) {
        return Traced.of(new Constant(like.type(), value), List.of(), like.phase());
    }

    private static Traced of(Traced like, Op op, Traced... operands) {
        return Traced.of(op, List.of(operands), like.phase());
    }
}
