package dev.pullback.conformance.cases;

import dev.pullback.api.op.*;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import dev.pullback.conformance.numeric.Family;
import dev.pullback.conformance.numeric.Limit;
import dev.pullback.conformance.numeric.Values;
import java.util.List;

/** Elementwise ops: of any shape, with operands that are broadcast, with one operand twice, and where they bend. */
public final class ElementwiseDerivatives {

    /** Scalar, odd vector, matrix, rank three, nothing, and a vector that is one longer than vectors of a device. */
    private static final int[][] SHAPES = {{}, {7}, {3, 5}, {2, 3, 2}, {0, 4}, {17}};

    private static final int[][][] BROADCASTS = {{{3, 5}, {5}}, {{3, 1}, {1, 4}}, {{}, {2, 3}}, {{2, 3, 2}, {3, 1}}};

    private final DerivativeFamily family;

    private ElementwiseDerivatives(DType dtype) {
        this.family = new DerivativeFamily(dtype);
    }

    static List<Derivative> all(DType dtype) {
        var all = new ElementwiseDerivatives(dtype);
        all.unary();
        all.binary();
        all.broadcast();
        all.chosen();
        all.casts();
        return all.family.list();
    }

    private void unary() {
        for (int[] shape : SHAPES) {
            for (Unary op : List.of(
                    new Abs(),
                    new Exp(),
                    new Neg(),
                    new Relu(),
                    new Sigmoid(),
                    new Square(),
                    new Step(),
                    new StopGradient(),
                    new Tanh())) {
                family.smooth(op, Family.AWAY_FROM_ZERO, family.products(), shape);
            }
            for (Unary op : List.of(new Log(), new Sqrt())) {
                Values positive =
                        family.point(op.name(), Family.AWAY_FROM_ZERO, shape).magnitudes();
                String id = "%s of positive numbers %s".formatted(op, positive.type());
                family.add(
                        op.getClass(), id, DerivativeFamily.function(op), List.of(positive), family.products(), true);
            }
        }
        // Where they saturate: finite, and never of the wrong sign.
        for (Unary op : List.of(new Sigmoid(), new Tanh())) {
            family.bent(op, Family.SATURATING, family.products(), new int[] {65});
        }
        for (Unary op : List.of(new Abs(), new Relu(), new Step())) {
            family.bent(op, Family.EQUAL, family.products(), new int[] {33});
        }
    }

    private void binary() {
        for (Binary op : List.of(new Add(), new Sub(), new Mul(), new Div(), new Maximum(), new Minimum())) {
            for (int[] shape : SHAPES) {
                family.smooth(op, Family.AWAY_FROM_ZERO, family.products(), shape, shape);
            }
        }
        for (Binary op : List.of(new Maximum(), new Minimum())) {
            family.bent(op, Family.EQUAL, family.products(), new int[] {33}, new int[] {33});
        }
        int[] shape = {3, 5};
        family.function(Add.class, "x + x", family.products(), TensorFunction.of(x -> x.add(x)), shape);
        family.function(Sub.class, "x − x", family.products(), TensorFunction.of(x -> x.sub(x)), shape);
        family.function(Mul.class, "x · x", family.products(), TensorFunction.of(x -> x.mul(x)), shape);
        family.function(Div.class, "x / x", family.products(), TensorFunction.of(x -> x.div(x)), shape);
    }

    private void broadcast() {
        for (int[][] pair : BROADCASTS) {
            broadcast(Mul.class, Tensor::mul, pair);
        }
        int[][] both = {{3, 1}, {1, 4}};
        broadcast(Add.class, Tensor::add, both);
        broadcast(Sub.class, Tensor::sub, both);
        broadcast(Div.class, Tensor::div, both);
        broadcast(Maximum.class, Tensor::maximum, both);
        broadcast(Minimum.class, Tensor::minimum, both);
    }

    private void broadcast(Class<? extends Op> op, TensorFunction.Two function, int[]... shapes) {
        family.function(op, "with broadcast operands", family.products(), TensorFunction.of(function), shapes);
    }

    private void chosen() {
        for (int[] shape : SHAPES) {
            List<Values> choice = List.of(
                    Family.NORMAL.draw(TensorType.of(DType.BOOL, shape), shape.length),
                    family.point("a", Family.NORMAL, shape),
                    family.point("b", Family.NORMAL, shape));
            String id = "select " + choice.getFirst().type();
            family.add(Select.class, id, DerivativeFamily.function(new Select()), choice, Limit.EXACT, true);
        }
        TensorFunction compared =
                TensorFunction.of((a, b) -> a.compare(Comparison.LESS, b).cast(a.dtype()));
        for (int[] shape : SHAPES) {
            family.function(Compare.class, "has no derivative", Limit.EXACT, compared, shape, shape);
        }
    }

    private void casts() {
        for (int[] shape : SHAPES) {
            TensorFunction wide = TensorFunction.of(x -> x.cast(DType.FLOAT64));
            family.function(Cast.class, "to float64", Limit.EXACT, wide, shape);
            TensorFunction narrow = TensorFunction.of(x -> x.cast(DType.FLOAT32).cast(x.dtype()));
            family.function(Cast.class, "to float32 and back", Limit.ulps(1), narrow, shape);
        }
        TensorFunction truncated = TensorFunction.of(x -> x.cast(DType.INT32).cast(x.dtype()));
        family.function(Cast.class, "to int32 has no derivative", Limit.EXACT, truncated, new int[] {7});
    }
}
