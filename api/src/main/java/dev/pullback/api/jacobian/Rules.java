package dev.pullback.api.jacobian;

import dev.pullback.api.error.UnsupportedOpException;
import dev.pullback.api.op.Bilinear;
import dev.pullback.api.op.CustomOp;
import dev.pullback.api.op.Elementwise;
import dev.pullback.api.op.General;
import dev.pullback.api.op.Linear;
import dev.pullback.api.op.MatMul;
import dev.pullback.api.op.Source;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.Traced;
import java.util.List;

/** The derivative of every op, found by its family; rules are written in ops, so every backend has them all. */
public final class Rules {

    private Rules() {}

    /** The Jacobian of a node with respect to one of its operands, at the node's own operands and result. */
    public static Jacobian jacobian(Traced node, int operand) {
        boolean differentiable = node.dtype().isFloating()
                && node.operands().get(operand).dtype().isFloating();
        if (!differentiable) {
            return new Jacobian.Zero();
        }
        List<Tensor> operands = List.copyOf(node.operands());
        return switch (node.op()) {
            case Elementwise op -> ElementwiseRules.jacobian(op, operand, operands, node);
            case Linear op -> LinearRules.jacobian(op, operand, operands, node);
            case Bilinear op ->
                switch (op) {
                    case MatMul matmul -> MatMulRule.jacobian(matmul, operand, operands);
                };
            case General op -> GeneralRules.jacobian(op, operands, node);
            case Source _ -> new Jacobian.Zero();
            case CustomOp op ->
                throw new UnsupportedOpException(
                        "Custom op %s must be lowered before it is differentiated".formatted(op));
        };
    }
}
