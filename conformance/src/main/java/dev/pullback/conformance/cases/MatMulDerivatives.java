package dev.pullback.conformance.cases;

import dev.pullback.api.op.MatMul;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.type.DType;
import dev.pullback.conformance.numeric.Family;
import java.util.List;

/** Products with all four transposes: plain, in batches, with a matrix shared by the batch, empty, of vectors, of itself. */
public final class MatMulDerivatives {

    private static final int[][] SIZES = {{3, 5, 2}, {1, 1, 1}, {1, 4, 3}, {0, 3, 4}, {3, 0, 4}, {3, 4, 0}};

    private static final int[][][] BATCHES = {{{3}, {3}}, {{3}, {}}, {{}, {3}}, {{2, 2}, {2, 2}}, {{0}, {0}}};

    private final DerivativeFamily family;

    private MatMulDerivatives(DType dtype) {
        this.family = new DerivativeFamily(dtype);
    }

    static List<Derivative> all(DType dtype) {
        var all = new MatMulDerivatives(dtype);
        for (boolean transposeA : new boolean[] {false, true}) {
            for (boolean transposeB : new boolean[] {false, true}) {
                all.products(new MatMul(transposeA, transposeB));
            }
        }
        all.vectors();
        return all.family.list();
    }

    private void products(MatMul op) {
        for (int[] size : SIZES) {
            add(op, new int[][] {{}, {}}, size);
        }
        for (int[][] batch : BATCHES) {
            add(op, batch, new int[] {3, 4, 2});
        }
    }

    private void add(MatMul op, int[][] batch, int[] size) {
        int[] a = op.transposeA() ? new int[] {size[1], size[0]} : new int[] {size[0], size[1]};
        int[] b = op.transposeB() ? new int[] {size[2], size[1]} : new int[] {size[1], size[2]};
        family.smooth(op, Family.NORMAL, DerivativeFamily.sums(), batched(batch[0], a), batched(batch[1], b));
    }

    private void vectors() {
        product(new int[] {7}, new int[] {7});
        product(new int[] {7}, new int[] {7, 3});
        product(new int[] {3, 7}, new int[] {7});
        product(new int[] {2, 1, 3, 2}, new int[] {1, 2, 2, 3});
        TensorFunction itself = TensorFunction.of(x -> x.matmul(x));
        family.function(MatMul.class, "of a matrix with itself", DerivativeFamily.sums(), itself, new int[] {4, 4});
    }

    private void product(int[]... shapes) {
        family.function(MatMul.class, "as NumPy's", DerivativeFamily.sums(), TensorFunction.of(Tensor::matmul), shapes);
    }

    private static int[] batched(int[] batch, int[] matrix) {
        int[] shape = java.util.Arrays.copyOf(batch, batch.length + 2);
        shape[batch.length] = matrix[0];
        shape[batch.length + 1] = matrix[1];
        return shape;
    }
}
