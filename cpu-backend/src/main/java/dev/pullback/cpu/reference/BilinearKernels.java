package dev.pullback.cpu.reference;

import dev.pullback.api.backend.Kernel;
import dev.pullback.api.op.Bilinear;
import dev.pullback.api.op.MatMul;
import dev.pullback.api.op.Scalars;
import dev.pullback.api.type.Shape;
import dev.pullback.api.type.TensorType;
import java.util.List;

/** Bilinear: the matrix product, each element a sum over ascending k in float64, rounded once at the end. */
final class BilinearKernels {

    private BilinearKernels() {}

    static Kernel<ReferenceBuffer> of(Bilinear op, List<TensorType> operands, TensorType result) {
        return switch (op) {
            case MatMul matmul ->
                matmul(matmul, operands.get(0).shape(), operands.get(1).shape(), result);
        };
    }

    /** {@code y[p,i,j] = Σₖ a[p,i,k]·b[p,k,j]}; a transposed operand swaps the steps of its last two axes. */
    private static Kernel<ReferenceBuffer> matmul(MatMul op, Shape aShape, Shape bShape, TensorType type) {
        int rows = type.shape().length(-2);
        int columns = type.shape().length(-1);
        int inner = aShape.length(op.transposeA() ? -2 : -1);
        int aRow = op.transposeA() ? 1 : inner;
        int aStep = op.transposeA() ? rows : 1;
        int bColumn = op.transposeB() ? inner : 1;
        int bStep = op.transposeB() ? 1 : columns;
        int aMatrix = aShape.rank() > 2 ? rows * inner : 0;
        int bMatrix = bShape.rank() > 2 ? inner * columns : 0;
        return (operands, result) -> {
            double[] a = operands.get(0).values();
            double[] b = operands.get(1).values();
            double[] y = result.values();
            for (int at = 0; at < y.length; at++) {
                int p = at / (rows * columns);
                int i = at / columns % rows;
                int j = at % columns;
                double sum = 0;
                for (int k = 0; k < inner; k++) {
                    sum += a[p * aMatrix + i * aRow + k * aStep] * b[p * bMatrix + k * bStep + j * bColumn];
                }
                y[at] = Scalars.round(sum, type.dtype());
            }
        };
    }
}
