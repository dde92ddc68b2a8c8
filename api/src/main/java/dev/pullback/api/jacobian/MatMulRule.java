package dev.pullback.api.jacobian;

import dev.pullback.api.op.MatMul;
import dev.pullback.api.tensor.Apply;
import dev.pullback.api.tensor.Tensor;
import java.util.List;

/**
 * Bilinear: with G the cotangent of Y = AB, the pulls are dA = G·Bᵀ and dB = Aᵀ·G. A transposed operand gets the transpose
 * of that, which is again one product. A matrix shared by a batch gets the sum over the batch.
 */
final class MatMulRule {

    private MatMulRule() {}

    static Jacobian jacobian(MatMul op, int operand, List<Tensor> operands) {
        Tensor a = operands.get(0);
        Tensor b = operands.get(1);
        return operand == 0
                ? new Jacobian.Linear(v -> Apply.op(op, v, b), g -> pullA(op, a, b, g))
                : new Jacobian.Linear(v -> Apply.op(op, a, v), g -> pullB(op, a, b, g));
    }

    private static Tensor pullA(MatMul op, Tensor a, Tensor b, Tensor g) {
        Tensor pulled = op.transposeA()
                ? Apply.op(new MatMul(op.transposeB(), true), b, g)
                : Apply.op(new MatMul(false, !op.transposeB()), g, b);
        return pulled.sumTo(a.shape());
    }

    private static Tensor pullB(MatMul op, Tensor a, Tensor b, Tensor g) {
        boolean sharedByRows = b.shape().rank() == 2 && a.shape().rank() > 2 && !op.transposeA();
        if (sharedByRows) {
            // One product over batch and rows together instead of a sum of products.
            return pullB(op, flattened(a), b, flattened(g));
        }
        Tensor pulled = op.transposeB()
                ? Apply.op(new MatMul(true, op.transposeA()), g, a)
                : Apply.op(new MatMul(!op.transposeA(), false), a, g);
        return pulled.sumTo(b.shape());
    }

    private static Tensor flattened(Tensor batch) {
        int columns = batch.shape().length(-1);
        int rows = Math.toIntExact(batch.shape().with(-1, 1).size());
        return batch.reshape(rows, columns);
    }
}
