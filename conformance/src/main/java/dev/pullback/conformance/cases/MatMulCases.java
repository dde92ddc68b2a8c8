package dev.pullback.conformance.cases;

import dev.pullback.api.op.MatMul;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.Shape;
import dev.pullback.api.type.TensorType;
import dev.pullback.conformance.numeric.Family;
import dev.pullback.conformance.numeric.Limit;
import dev.pullback.conformance.numeric.Limits;
import dev.pullback.conformance.numeric.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Matrix products: both operands plain and transposed, edges of tiles in every dimension, empty, batched and shared. */
public final class MatMulCases {

    private static final int[] INNER = {1, 2, 3, 5, 8, 13, 64, 65, 127, 129, 500, 1000, 1024};

    /** Around the largest tiles, which kernels take only where both sides are long. */
    private static final int[] LARGE = {127, 128, 129, 255, 257};

    private final MatMul op;
    private final DType dtype;
    private final List<Case> cases = new ArrayList<>();

    private MatMulCases(MatMul op, DType dtype) {
        this.op = op;
        this.dtype = dtype;
    }

    static List<Case> all() {
        List<Case> all = new ArrayList<>();
        for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64)) {
            for (boolean transposeA : new boolean[] {false, true}) {
                for (boolean transposeB : new boolean[] {false, true}) {
                    all.addAll(new MatMulCases(new MatMul(transposeA, transposeB), dtype).of());
                }
            }
        }
        return all;
    }

    private List<Case> of() {
        for (int length : Shapes.tileEdges()) {
            add(length, 17, 33);
            add(17, length, 33);
            add(17, 33, length);
        }
        for (int length : Shapes.LENGTHS) {
            add(length, length, length);
        }
        for (int rows : LARGE) {
            for (int columns : LARGE) {
                add(rows, 17, columns);
            }
        }
        add(1, 33, 1);
        add(1, 17, 33);
        add(17, 33, 1);
        add(17, 1, 33);
        for (int[] empty : new int[][] {{0, 3, 4}, {3, 0, 4}, {3, 4, 0}, {0, 0, 4}, {0, 3, 0}, {3, 0, 0}, {0, 0, 0}}) {
            add(empty[0], empty[1], empty[2]);
        }
        for (int inner : INNER) {
            add(Family.NORMAL, new int[0], new int[0], 33, inner, 29);
            add(Family.POSITIVE, new int[0], new int[0], 33, inner, 29);
            add(Family.EQUAL, new int[0], new int[0], 33, inner, 29);
        }
        int[][][] batches = {
            {{3}, {3}}, {{3}, {}}, {{}, {3}}, {{2, 3}, {2, 3}}, {{2, 3}, {}}, {{1}, {1}}, {{0}, {0}}, {{0}, {}}
        };
        for (int[][] batch : batches) {
            add(Family.NORMAL, batch[0], batch[1], 5, 7, 3);
            add(Family.NORMAL, batch[0], batch[1], 17, 33, 65);
        }
        addOneInfinity();
        return cases;
    }

    private void add(int rows, int inner, int columns) {
        add(Family.NORMAL, new int[0], new int[0], rows, inner, columns);
    }

    private void add(Family family, int[] batchA, int[] batchB, int rows, int inner, int columns) {
        TensorType a = matrix(batchA, rows, inner, op.transposeA());
        TensorType b = matrix(batchB, inner, columns, op.transposeB());
        Limit limit = family == Family.EQUAL ? Limit.EXACT : Limits.product(inner, family == Family.POSITIVE, dtype);
        cases.add(Case.of(op, op.toString(), family, limit, a, b));
    }

    /** An infinity and a NaN reach their own rows and no others, whatever a kernel pads or packs. */
    private void addOneInfinity() {
        TensorType a = matrix(new int[0], 7, 13, op.transposeA());
        TensorType b = matrix(new int[0], 13, 19, op.transposeB());
        String id = op + " with one infinity and one NaN";
        List<Values> inputs = new ArrayList<>(Case.inputs(id, Family.POSITIVE, a, b));
        double[] elements = inputs.getFirst().elements();
        elements[op.transposeA() ? 12 * 7 + 2 : 2 * 13 + 12] = Double.POSITIVE_INFINITY;
        elements[op.transposeA() ? 12 * 7 + 5 : 5 * 13 + 12] = Double.NaN;
        inputs.set(0, Values.of(a, elements));
        cases.add(Case.of(op, op.toString(), id, inputs, Limits.product(13, true, dtype)));
    }

    private TensorType matrix(int[] batch, int rows, int columns, boolean transposed) {
        int[] lengths = Arrays.copyOf(batch, batch.length + 2);
        lengths[batch.length] = transposed ? columns : rows;
        lengths[batch.length + 1] = transposed ? rows : columns;
        return new TensorType(dtype, Shape.of(lengths));
    }
}
