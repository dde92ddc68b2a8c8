package dev.pullback.api.jacobian;

import dev.pullback.api.jacobian.Jacobian.Kronecker;
import dev.pullback.api.jacobian.Jacobian.Linear;
import dev.pullback.api.op.MatMul;
import dev.pullback.api.tensor.Apply;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.type.TensorType;
import java.util.List;
import java.util.Optional;

/**
 * Bilinear: with G the cotangent of Y = AB, the pulls are dA = G·Bᵀ and dB = Aᵀ·G. Each Jacobian is a Kronecker product, ∂Y/∂A
 * = I ⊗ Bᵀ and ∂Y/∂B = A ⊗ I, unless both operands have batch axes. A transposed operand gets the transpose of its pull,
 * which is again one product; a matrix shared by a batch gets the sum over the batch.
 */
final class MatMulRule {

    private MatMulRule() {}

    static Jacobian jacobian(MatMul op, int operand, List<Tensor> operands, Tensor y) {
        return operand == 0
                ? toLeft(op, operands.get(0), operands.get(1), y.type())
                : toRight(op, operands.get(0), operands.get(1), y.type());
    }

    private static Jacobian toLeft(MatMul op, Tensor a, Tensor b, TensorType y) {
        boolean shared = b.shape().rank() == 2 && (a.shape().rank() == 2 || !op.transposeA());
        if (!shared) {
            return new Linear(
                    a.type(), y, v -> Apply.op(op, v, b), g -> pullA(op, a, b, g), "blocks of " + rightFactor(op));
        }
        long rows = y.size() / Math.max(1, y.shape().length(-1));
        return new Kronecker(
                Optional.empty(),
                Optional.of(op.transposeB() ? b.transpose() : b),
                op.transposeA(),
                a.type(),
                y,
                Formulas.identity(rows),
                rightFactor(op));
    }

    private static Jacobian toRight(MatMul op, Tensor a, Tensor b, TensorType y) {
        boolean shared = b.shape().rank() == 2 && (a.shape().rank() == 2 || !op.transposeA());
        if (!shared) {
            return new Linear(
                    b.type(), y, v -> Apply.op(op, a, v), g -> pullB(op, a, b, g), "blocks of " + leftFactor(op));
        }
        Tensor factor = op.transposeA() ? a.transpose() : Products.asMatrix(a);
        return new Kronecker(
                Optional.of(factor),
                Optional.empty(),
                op.transposeB(),
                b.type(),
                y,
                leftFactor(op),
                Formulas.identity(y.shape().length(-1)));
    }

    private static String leftFactor(MatMul op) {
        return op.transposeA() ? "Aᵀ" : "A";
    }

    private static String rightFactor(MatMul op) {
        return op.transposeB() ? "B" : "Bᵀ";
    }

    private static Tensor pullA(MatMul op, Tensor a, Tensor b, Tensor g) {
        Tensor pulled = op.transposeA()
                ? Apply.op(new MatMul(op.transposeB(), true), b, g)
                : Apply.op(new MatMul(false, !op.transposeB()), g, b);
        return pulled.sumTo(a.shape());
    }

    private static Tensor pullB(MatMul op, Tensor a, Tensor b, Tensor g) {
        Tensor pulled = op.transposeB()
                ? Apply.op(new MatMul(true, op.transposeA()), g, a)
                : Apply.op(new MatMul(!op.transposeA(), false), a, g);
        return pulled.sumTo(b.shape());
    }
}
