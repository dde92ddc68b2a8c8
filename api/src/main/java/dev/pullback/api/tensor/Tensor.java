package dev.pullback.api.tensor;

import dev.pullback.api.op.*;
import dev.pullback.api.type.Axes;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.Shape;
import dev.pullback.api.type.TensorType;

/**
 * An immutable array of numbers with a dtype and a shape: either {@link Stored}, with values on a backend, or
 * {@link Traced}, a node of a computational graph whose values come when the graph runs. Code written for one works for
 * the other: an op on stored tensors runs at once, an op on traced ones extends the graph.
 *
 * <p>Operands of elementwise ops broadcast by NumPy's rule; dtypes never change by themselves (use {@link #cast}). Axes may
 * be negative, counted from the end. Every method throws {@link dev.pullback.api.error.ShapeException} or
 * {@link dev.pullback.api.error.DTypeException} at once if the operands do not fit, naming the op, both types and the line.
 */
public sealed interface Tensor permits Stored, Traced {

    /** The dtype and shape. */
    TensorType type();

    /** This tensor as a node: itself, or a leaf that stands for the stored values. */
    Traced node();

    default DType dtype() {
        return type().dtype();
    }

    default Shape shape() {
        return type().shape();
    }

    // ── elementwise ──────────────────────────────────────────────────────────────────────────────

    default Tensor add(Tensor other) {
        return Apply.broadcasting(new Add(), this, other);
    }

    default Tensor add(double value) {
        return add(like(value));
    }

    default Tensor sub(Tensor other) {
        return Apply.broadcasting(new Sub(), this, other);
    }

    default Tensor sub(double value) {
        return sub(like(value));
    }

    default Tensor mul(Tensor other) {
        return Apply.broadcasting(new Mul(), this, other);
    }

    default Tensor mul(double value) {
        return mul(like(value));
    }

    default Tensor div(Tensor other) {
        return Apply.broadcasting(new Div(), this, other);
    }

    default Tensor div(double value) {
        return div(like(value));
    }

    /** The larger of both, element by element; NaN if either is NaN. */
    default Tensor maximum(Tensor other) {
        return Apply.broadcasting(new Maximum(), this, other);
    }

    /** The smaller of both, element by element; NaN if either is NaN. */
    default Tensor minimum(Tensor other) {
        return Apply.broadcasting(new Minimum(), this, other);
    }

    default Tensor neg() {
        return Apply.op(new Neg(), this);
    }

    default Tensor abs() {
        return Apply.op(new Abs(), this);
    }

    default Tensor square() {
        return Apply.op(new Square(), this);
    }

    default Tensor exp() {
        return Apply.op(new Exp(), this);
    }

    default Tensor log() {
        return Apply.op(new Log(), this);
    }

    default Tensor sqrt() {
        return Apply.op(new Sqrt(), this);
    }

    /** σ(x) = 1/(1+e⁻ˣ). */
    default Tensor sigmoid() {
        return Apply.op(new Sigmoid(), this);
    }

    default Tensor tanh() {
        return Apply.op(new Tanh(), this);
    }

    default Tensor relu() {
        return Apply.op(new Relu(), this);
    }

    /** 1 where x &gt; 0, else 0. */
    default Tensor step() {
        return Apply.op(new Step(), this);
    }

    /** A bool tensor: this ⟨comparison⟩ other. */
    default Tensor compare(Comparison comparison, Tensor other) {
        return Apply.broadcasting(new Compare(comparison), this, other);
    }

    /** For a bool tensor: {@code a} where true, {@code b} where false. */
    default Tensor select(Tensor a, Tensor b) {
        return Apply.broadcasting(new Select(), this, a, b);
    }

    default Tensor cast(DType dtype) {
        return dtype == dtype() ? this : Apply.op(new Cast(dtype), this);
    }

    /** The same values, through which no derivative passes: a constant in the eyes of differentiation. */
    default Tensor stopGradient() {
        return Apply.op(new StopGradient(), this);
    }

    // ── reductions ───────────────────────────────────────────────────────────────────────────────

    /** The sum over the given axes, all if none is named; they disappear. */
    default Tensor sum(int... axes) {
        return Apply.op(new Sum(Axes.resolve(shape(), axes)), this);
    }

    /** The mean over the given axes, all if none is named. */
    default Tensor mean(int... axes) {
        return Apply.atOnce(() -> {
            Tensor sum = sum(axes);
            return sum.div(shape().size() / (double) Math.max(1, sum.shape().size()));
        });
    }

    /** The largest element over the given axes, all if none is named; NaN wins. */
    default Tensor max(int... axes) {
        return Apply.op(new ReduceMax(Axes.resolve(shape(), axes)), this);
    }

    /** The int32 index of the largest element along one axis; the first of equals. */
    default Tensor argmax(int axis) {
        return Apply.op(new ArgMax(shape().axis(axis)), this);
    }

    /** Sums away whatever broadcasting added, so that the result has the given shape: the adjoint of broadcasting. */
    default Tensor sumTo(Shape target) {
        return Apply.sumTo(this, target);
    }

    // ── products ─────────────────────────────────────────────────────────────────────────────────

    /** NumPy's {@code matmul}: the product over the last two axes; a vector counts as a row on the left, a column on the right. */
    default Tensor matmul(Tensor other) {
        return Products.matmul(this, other);
    }

    /** The inner product of two vectors, as in w·x; with matrices the same as {@link #matmul}. */
    default Tensor dot(Tensor other) {
        return Products.matmul(this, other);
    }

    // ── shape ────────────────────────────────────────────────────────────────────────────────────

    /** The same elements under another shape; one length may be -1 and is then worked out. */
    default Tensor reshape(int... lengths) {
        return Layouts.reshape(this, lengths);
    }

    default Tensor reshape(Shape shape) {
        return shape.equals(shape()) ? this : Apply.op(new Reshape(shape), this);
    }

    /** Axes in another order; none named reverses them all. */
    default Tensor transpose(int... permutation) {
        return Layouts.transpose(this, permutation);
    }

    default Tensor broadcastTo(Shape shape) {
        return shape.equals(shape()) ? this : Apply.op(new Broadcast(shape), this);
    }

    /** The elements {@code start .. end-1} along one axis; negative positions count from the end. */
    default Tensor slice(int axis, int start, int end) {
        return Layouts.slice(this, axis, start, end);
    }

    /** Zeros added before and after along one axis. */
    default Tensor pad(int axis, int before, int after) {
        return Layouts.pad(this, axis, before, after);
    }

    /** NumPy's {@code take}: the slices along one axis that int32 indices name; indices out of range are clamped. */
    default Tensor gather(int axis, Tensor indices) {
        return Apply.op(new Gather(shape().axis(axis)), this, indices);
    }

    /** The adjoint of {@link #gather}: adds each slice into zeros of the given axis length at its index. */
    default Tensor scatterAdd(int axis, int length, Tensor indices) {
        return Apply.op(new ScatterAdd(axis, length), this, indices);
    }

    // ── constants and values ─────────────────────────────────────────────────────────────────────

    /** A constant scalar of this tensor's dtype, ready to be broadcast against it. */
    default Tensor like(double value) {
        return Functions.constant(dtype(), value);
    }

    /**
     * This tensor with its values.
     *
     * @throws dev.pullback.api.error.ConfigurationException if it is traced: it has values only when its graph runs
     */
    Stored stored();

    /**
     * The number in a tensor that holds just one, of any shape and dtype; true is 1 and false 0.
     *
     * @throws dev.pullback.api.error.ShapeException if it holds none, or more than one
     * @throws dev.pullback.api.error.ConfigurationException if it is traced
     */
    default double item() {
        return stored().single();
    }
}
