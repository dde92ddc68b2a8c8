package dev.pullback.conformance.cases;

import dev.pullback.api.op.Abs;
import dev.pullback.api.op.Add;
import dev.pullback.api.op.ArgMax;
import dev.pullback.api.op.Barrier;
import dev.pullback.api.op.Broadcast;
import dev.pullback.api.op.Cast;
import dev.pullback.api.op.Compare;
import dev.pullback.api.op.Comparison;
import dev.pullback.api.op.Concat;
import dev.pullback.api.op.Constant;
import dev.pullback.api.op.Div;
import dev.pullback.api.op.Exp;
import dev.pullback.api.op.Gather;
import dev.pullback.api.op.Iota;
import dev.pullback.api.op.Log;
import dev.pullback.api.op.MatMul;
import dev.pullback.api.op.Maximum;
import dev.pullback.api.op.Minimum;
import dev.pullback.api.op.Mul;
import dev.pullback.api.op.Neg;
import dev.pullback.api.op.Op;
import dev.pullback.api.op.Pad;
import dev.pullback.api.op.RandomBits;
import dev.pullback.api.op.ReduceMax;
import dev.pullback.api.op.Relu;
import dev.pullback.api.op.Reshape;
import dev.pullback.api.op.ScatterAdd;
import dev.pullback.api.op.Select;
import dev.pullback.api.op.Sigmoid;
import dev.pullback.api.op.Slice;
import dev.pullback.api.op.Sqrt;
import dev.pullback.api.op.Square;
import dev.pullback.api.op.Step;
import dev.pullback.api.op.StopGradient;
import dev.pullback.api.op.Sub;
import dev.pullback.api.op.Sum;
import dev.pullback.api.op.Tanh;
import dev.pullback.api.op.Transpose;
import dev.pullback.api.type.Axes;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.Shape;
import dev.pullback.api.type.TensorType;
import dev.pullback.conformance.numeric.Family;
import dev.pullback.conformance.numeric.Limit;
import dev.pullback.conformance.numeric.Limits;
import dev.pullback.conformance.numeric.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Every op at a size that networks have: matrices of a layer, activations of a batch. All in float32. */
public final class SpeedList {

    private static final int ROWS = 2048;
    private static final int COLUMNS = 1024;

    /** How often each index occurs, as words and classes do in a batch. */
    private static final int REPEATED = 8;

    private static final TensorType WIDE = TensorType.of(DType.FLOAT32, ROWS, COLUMNS);

    private final List<SpeedCase> cases = new ArrayList<>();

    private SpeedList() {}

    /** At least one case of every op. */
    public static List<SpeedCase> all() {
        var list = new SpeedList();
        list.products();
        list.elementwise();
        list.reductions();
        list.layouts();
        list.indexed();
        list.sources();
        return list.cases;
    }

    private void products() {
        for (int size : new int[] {256, 1024}) {
            product(new MatMul(false, false), size, size, size);
        }
        // A layer forward and backward: x·W, g·Wᵀ and xᵀ·g.
        product(new MatMul(false, false), 128, 784, 256);
        product(new MatMul(false, true), 128, 256, 784);
        product(new MatMul(true, false), 784, 128, 256);
    }

    private void product(MatMul op, int rows, int inner, int columns) {
        TensorType a = TensorType.of(DType.FLOAT32, op.transposeA() ? inner : rows, op.transposeA() ? rows : inner);
        TensorType b =
                TensorType.of(DType.FLOAT32, op.transposeB() ? columns : inner, op.transposeB() ? inner : columns);
        String what = op.transposeA() ? "Aᵀ·B" : op.transposeB() ? "A·Bᵀ" : "A·B";
        cases.add(speed(
                op,
                what,
                Family.NORMAL,
                Limits.product(inner, false, DType.FLOAT32),
                2L * rows * inner * columns,
                a,
                b));
    }

    private void elementwise() {
        for (var op : List.of(new Abs(), new Neg(), new Relu(), new Step(), new Square(), new StopGradient())) {
            add(op, Family.NORMAL, Limits.of(op, DType.FLOAT32), WIDE);
        }
        for (var op : List.of(new Exp(), new Log(), new Sqrt(), new Sigmoid(), new Tanh())) {
            add(op, Family.POSITIVE, Limits.of(op, DType.FLOAT32), WIDE);
        }
        for (var op : List.of(new Add(), new Sub(), new Mul(), new Div(), new Maximum(), new Minimum())) {
            add(op, Family.AWAY_FROM_ZERO, Limits.of(op, DType.FLOAT32), WIDE, WIDE);
        }
        add(new Compare(Comparison.LESS), Family.NORMAL, Limit.EXACT, WIDE, WIDE);
        add(new Select(), Family.NORMAL, Limit.BITS, WIDE.with(DType.BOOL), WIDE, WIDE);
        add(new Cast(DType.INT32), Family.NORMAL, Limit.EXACT, WIDE);
    }

    private void reductions() {
        for (int axis = 0; axis < 2; axis++) {
            String over = "over axis " + axis;
            int count = axis == 0 ? ROWS : COLUMNS;
            add(new Sum(Axes.of(axis)), over, Family.NORMAL, Limits.sum(count, DType.FLOAT32), WIDE);
            add(new ReduceMax(Axes.of(axis)), over, Family.NORMAL, Limit.EXACT, WIDE);
            add(new ArgMax(axis), over, Family.NORMAL, Limit.EXACT, WIDE);
        }
        add(new Sum(Axes.of(0, 1)), "of all", Family.NORMAL, Limits.sum((long) ROWS * COLUMNS, DType.FLOAT32), WIDE);
    }

    private void layouts() {
        TensorType row = TensorType.of(DType.FLOAT32, COLUMNS);
        TensorType half = TensorType.of(DType.FLOAT32, ROWS / 2, COLUMNS);
        Axes one = Axes.of(1, 1);
        move(new Transpose(Axes.of(1, 0)), WIDE);
        move(new Reshape(Shape.of(COLUMNS, ROWS)), WIDE);
        move(new Broadcast(WIDE.shape()), row);
        move(new Slice(one, Axes.of(ROWS - 1, COLUMNS - 1)), WIDE);
        move(new Pad(one, one), WIDE);
        move(new Concat(0), half, half);
        move(new Barrier(), WIDE, row);
    }

    private void move(Op op, TensorType... operands) {
        add(op, "", Family.NORMAL, Limit.BITS, operands);
    }

    private void indexed() {
        double[] rows = IntStream.range(0, ROWS)
                .mapToDouble(i -> i * 7L % (ROWS / REPEATED))
                .toArray();
        Values indices = Values.of(TensorType.of(DType.INT32, ROWS), rows);
        Values source = Case.inputs("rows", Family.NORMAL, WIDE).getFirst();
        add(new Gather(0), Limit.BITS, List.of(source, indices));
        add(new ScatterAdd(0, ROWS), Limits.sequentialSum(REPEATED, DType.FLOAT32), List.of(source, indices));
    }

    private void sources() {
        add(new Constant(WIDE, 1), Limit.BITS, List.of());
        add(new Iota(WIDE, 0), Limit.EXACT, List.of());
        add(new RandomBits(WIDE.shape()), Limit.BITS, List.of(Values.of(TensorType.of(DType.INT32, 2), 1, 2)));
    }

    private void add(Op op, Family family, Limit limit, TensorType... operands) {
        add(op, "", family, limit, operands);
    }

    private void add(Op op, String what, Family family, Limit limit, TensorType... operands) {
        cases.add(speed(op, what, family, limit, 0, operands));
    }

    private static SpeedCase speed(Op op, String what, Family family, Limit limit, long flops, TensorType... operands) {
        String id = (what + " " + Case.types(operands)).strip();
        return new SpeedCase(Case.of(op, "", id, Case.inputs(id, family, operands), limit), flops);
    }

    private void add(Op op, Limit limit, List<Values> inputs) {
        TensorType[] types = inputs.stream().map(Values::type).toArray(TensorType[]::new);
        String id = types.length == 0 ? op.infer(List.of()).toString() : Case.types(types);
        cases.add(new SpeedCase(Case.of(op, "", id, inputs, limit), 0));
    }
}
