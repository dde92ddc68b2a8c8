package dev.pullback.api.jacobian;

import dev.pullback.api.error.ShapeException;
import dev.pullback.api.error.UnsupportedOpException;
import dev.pullback.api.op.Bilinear;
import dev.pullback.api.op.CustomOp;
import dev.pullback.api.op.Elementwise;
import dev.pullback.api.op.General;
import dev.pullback.api.op.Linear;
import dev.pullback.api.op.MatMul;
import dev.pullback.api.op.Op;
import dev.pullback.api.op.Source;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.Traced;
import dev.pullback.api.type.TensorType;
import java.util.List;

/** The derivative of every op, found by its family; rules are written in ops, so every backend has them all. */
public final class Rules {

    private Rules() {}

    /** The Jacobian of a node with respect to one of its operands, at the node's own operands and result. */
    public static Jacobian jacobian(Traced node, int operand) {
        return jacobian(node.op(), operand, List.copyOf(node.operands()), node);
    }

    /**
     * The Jacobian of an op with respect to one of its operands.
     *
     * @param operands the point
     * @param y the op's result there
     * @throws UnsupportedOpException for a custom op without a rule, which must be lowered first
     */
    public static Jacobian jacobian(Op op, int operand, List<Tensor> operands, Tensor y) {
        TensorType from = operands.get(operand).type();
        if (!from.dtype().isFloating() || !y.dtype().isFloating()) {
            return new Jacobian.Zero(from, y.type());
        }
        return switch (op) {
            case Elementwise elementwise -> ElementwiseRules.jacobian(elementwise, operand, operands, y);
            case Linear linear -> LinearRules.jacobian(linear, operand, operands, y);
            case Bilinear bilinear ->
                switch (bilinear) {
                    case MatMul matmul -> MatMulRule.jacobian(matmul, operand, operands, y);
                };
            case General general -> GeneralRules.jacobian(general, operands, y);
            case Source _ -> new Jacobian.Zero(from, y.type());
            case Differentiable custom -> checked(custom, from, y.type(), custom.jacobian(operand, operands, y));
            case CustomOp custom ->
                throw new UnsupportedOpException(
                        "Custom op %s must be lowered before it is differentiated".formatted(custom));
        };
    }

    private static Jacobian checked(Differentiable op, TensorType from, TensorType to, Jacobian jacobian) {
        if (!jacobian.domain().equals(from) || !jacobian.codomain().equals(to)) {
            throw new ShapeException("The rule of custom op %s maps %s to %s; its operand has type %s and its result %s"
                    .formatted(op, jacobian.domain(), jacobian.codomain(), from, to));
        }
        return jacobian;
    }
}
