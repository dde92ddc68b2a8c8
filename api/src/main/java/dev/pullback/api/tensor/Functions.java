package dev.pullback.api.tensor;

import dev.pullback.api.op.Barrier;
import dev.pullback.api.op.Concat;
import dev.pullback.api.op.Constant;
import dev.pullback.api.op.Iota;
import dev.pullback.api.op.RandomBits;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.Shape;
import dev.pullback.api.type.TensorType;

/**
 * Functions of tensors in the words of the textbook, to be imported statically. The ones that are not in the vocabulary
 * (softmax, logSumExp, …) are written in it, so their derivatives and their fusion follow.
 */
public final class Functions {

    /** The largest float32 below 1. */
    private static final double BELOW_ONE = 0x1.fffffep-1;

    private Functions() {}

    public static Tensor sigmoid(Tensor x) {
        return x.sigmoid();
    }

    public static Tensor step(Tensor x) {
        return x.step();
    }

    public static Tensor tanh(Tensor x) {
        return x.tanh();
    }

    public static Tensor relu(Tensor x) {
        return x.relu();
    }

    public static Tensor exp(Tensor x) {
        return x.exp();
    }

    public static Tensor log(Tensor x) {
        return x.log();
    }

    public static Tensor sqrt(Tensor x) {
        return x.sqrt();
    }

    public static Tensor square(Tensor x) {
        return x.square();
    }

    /** Tensors joined along an axis on which alone they may differ. */
    public static Tensor concat(int axis, Tensor... tensors) {
        int along = tensors.length == 0 ? axis : tensors[0].shape().axis(axis);
        return Apply.op(new Concat(along), tensors);
    }

    /** ln Σ eˣ over one axis, which disappears; shifted by the largest element, so that nothing overflows. */
    public static Tensor logSumExp(Tensor x, int axis) {
        int along = x.shape().axis(axis);
        Shape kept = x.shape().with(along, 1);
        return Apply.atOnce(() -> {
            // The shift cancels in the result, so it need not be differentiated.
            Tensor largest = x.max(along).stopGradient();
            return x.sub(largest.reshape(kept)).exp().sum(along).log().add(largest);
        });
    }

    /** ln softmax: x − logSumExp(x) over one axis. */
    public static Tensor logSoftmax(Tensor x, int axis) {
        Shape kept = x.shape().with(axis, 1);
        return Apply.atOnce(() -> x.sub(logSumExp(x, axis).reshape(kept)));
    }

    /** eˣ / Σ eˣ over one axis: positive, with sum 1. */
    public static Tensor softmax(Tensor x, int axis) {
        return Apply.atOnce(() -> logSoftmax(x, axis).exp());
    }

    /** 1 at the label and 0 elsewhere: int32 labels of any shape become that shape with an axis of {@code classes} behind. */
    public static Tensor oneHot(Tensor labels, int classes, DType dtype) {
        int rank = labels.shape().rank();
        int[] lengths = java.util.Arrays.copyOf(labels.shape().lengths(), rank + 1);
        lengths[rank] = 1;
        return Apply.atOnce(() -> {
            Tensor column = labels.reshape(Shape.of(lengths));
            Tensor positions = iota(TensorType.of(DType.INT32, classes), 0);
            return column.compare(dev.pullback.api.op.Comparison.EQUAL, positions)
                    .cast(dtype);
        });
    }

    /** The same values as x, whose readers run later than {@code after} is computed; see {@link Barrier}. */
    public static Tensor barrier(Tensor x, Tensor after) {
        return Apply.op(new Barrier(), x, after);
    }

    /** A scalar constant. */
    public static Tensor constant(DType dtype, double value) {
        return Apply.op(new Constant(new TensorType(dtype, Shape.SCALAR), value));
    }

    /** A constant of any type, every element the same. */
    public static Tensor constant(TensorType type, double value) {
        return Apply.op(new Constant(type, value));
    }

    /** Each element is its index along one axis. */
    public static Tensor iota(TensorType type, int axis) {
        return Apply.op(new Iota(type, type.shape().axis(axis)));
    }

    /** 32 random bits per element from an {@code int32[2]} key, the same on every backend; see {@link RandomBits}. */
    public static Tensor randomBits(Tensor key, Shape shape) {
        return Apply.op(new RandomBits(shape), key);
    }

    /** Uniform random numbers in [0, 1) with the 2³² steps that the bits give, rounded to the dtype. */
    public static Tensor randomUniform(Tensor key, TensorType type) {
        return Apply.atOnce(() -> {
            Tensor unit = randomBits(key, type.shape())
                    .cast(type.dtype())
                    .mul(0x1p-32)
                    .add(0.5);
            return unit.minimum(unit.like(BELOW_ONE));
        });
    }
}
