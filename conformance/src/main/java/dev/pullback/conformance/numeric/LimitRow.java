package dev.pullback.conformance.numeric;

import dev.pullback.api.op.*;
import dev.pullback.api.type.DType;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The table of limits: code asks it what is allowed, {@code docs/numerics.md} shows it, and a test holds the two together.
 * Every op of the vocabulary is in the first rows; what is made of several ops follows.
 */
enum LimitRow {
    MOVED(
            List.of(
                    Barrier.class,
                    Broadcast.class,
                    Concat.class,
                    Gather.class,
                    Pad.class,
                    Reshape.class,
                    Select.class,
                    Slice.class,
                    Transpose.class),
            Measure.BITS,
            Factor.of(0),
            "elements are moved; nothing is computed"),
    CHOSEN(
            List.of(ArgMax.class, Compare.class, Maximum.class, Minimum.class, ReduceMax.class, Relu.class, Step.class),
            Measure.ROUNDED_ONCE,
            Factor.of(0),
            "an operand, a position or a truth value is chosen; which zero of two is left open"),
    MADE(
            List.of(Constant.class, Input.class, Iota.class, RandomBits.class),
            Measure.ROUNDED_ONCE,
            Factor.of(0),
            "made of nothing that was rounded"),
    ARITHMETIC(
            List.of(
                    Abs.class,
                    Add.class,
                    Cast.class,
                    Mul.class,
                    Neg.class,
                    Square.class,
                    StopGradient.class,
                    Sub.class),
            Measure.ROUNDED_ONCE,
            Factor.of(0),
            "IEEE 754 and OpenCL C: correctly rounded, with contraction off"),
    DIVIDE(List.of(Div.class), Measure.ULPS, Factor.of(2.5), "OpenCL C, full profile: 2.5 ulp"),
    SQUARE_ROOT(List.of(Sqrt.class), Measure.ULPS, Factor.of(3), "OpenCL C, full profile: 3 ulp"),
    EXPONENTIAL(
            List.of(Exp.class, Log.class),
            Measure.ULPS,
            Factor.of(3 + 1),
            "OpenCL C, full profile: 3 ulp; 1 for the oracle's own library"),
    HYPERBOLIC(
            List.of(Tanh.class),
            Measure.ULPS,
            Factor.of(5 + 1),
            "OpenCL C, full profile: 5 ulp; 1 for the oracle's own library"),
    LOGISTIC(
            List.of(Sigmoid.class),
            Measure.ULPS,
            Factor.of(8),
            "exp, a sum and a quotient at OpenCL C's bounds come to 6 ulp for x ≥ 0 and to 12 far below 0, if all three are at"
                    + " their worst; measured at most 3"),
    LOGISTIC_TAIL(
            "sigmoid, besides",
            Measure.ABSOLUTE,
            Factor.of(Float.MIN_NORMAL),
            Factor.of(Double.MIN_NORMAL),
            "the smallest normal number: where e^−\\|x\\| is below it, it may be zero"),
    TREE_SUM(
            List.of(Sum.class),
            Measure.TERMS,
            Factor.of(2).plusLog(1),
            Factor.of(2).plusLog(1).plusRoot(2),
            "Higham: a tree of n terms has log₂ n roundings behind one another; 2 for partial sums of vectors. In float64 the"
                    + " oracle's own sum, one after the other, shows: √n as errors walk at random, twice for safety"),
    SEQUENTIAL_SUM(
            List.of(ScatterAdd.class),
            Measure.TERMS,
            Factor.ofTerms(),
            "Higham: n − 1 roundings behind one another, for the order is part of the contract; n updates in all"),
    PRODUCT(
            List.of(MatMul.class),
            "of zero-mean operands",
            Measure.TERMS,
            Factor.of(8),
            "errors cancel as the terms do: measured at most 4.9 at any inner length, while TF32 reaches 176 and more"),
    POSITIVE_PRODUCT(
            List.of(MatMul.class),
            "of any operands, n inner",
            Measure.TERMS,
            Factor.of(4).plusRoot(2),
            "partial sums grow as long as terms have one sign, and each rounding errs by a part of them: a random walk of n"
                    + " steps; measured 122 at n = 16,384 one after the other, where 260 is allowed"),
    DERIVATIVE(
            "push and pull of an op of elements",
            Measure.ULPS,
            Factor.of(16),
            Factor.of(16),
            "two or three functions and products behind one another, in directions of at most 2"),
    CANCELLATION(
            "push and pull of an op of elements, besides",
            Measure.UNITS,
            Factor.of(64),
            Factor.of(64),
            "1 − y and 1 − y² take what y is off by, some ulp of 1, whatever is left of it"),
    COLLECTION(
            "push and pull of an op of elements, besides",
            Measure.UNITS_OF_LARGEST,
            Factor.of(16),
            Factor.of(16),
            "what was broadcast is pulled by a sum, the terms of which may cancel"),
    DERIVATIVE_OF_SUMS(
            "push and pull of a sum or product",
            Measure.TERMS,
            Factor.of(16),
            Factor.of(16),
            "sums of a few terms, some of them products: each rounds, and they may cancel"),
    ADJOINT(
            "⟨J·v, w⟩ against ⟨v, Jᵀ·w⟩, of Σ\\|J·v\\|\\|w\\|",
            Measure.ABSOLUTE,
            Factor.of(1e-5),
            Factor.of(1e-5),
            "noise is 6.5e-8; six faulty gradients of six were caught in 200 draws of 200, where 2e-3 missed one zeroed element"
                    + " in 4.5 % of the draws"),
    FIRST_DERIVATIVE(
            "first derivatives against differences",
            Measure.RELATIVE,
            null,
            Factor.of(1e-8),
            "five-point differences of the oracle's values in float64, which err by 2e-10"),
    SECOND_DERIVATIVE(
            "second derivatives against differences",
            Measure.RELATIVE,
            null,
            Factor.of(1e-5),
            "what is differenced is itself a derivative"),
    EXPRESSION(
            "a fused expression against the oracle",
            Measure.WHOLE,
            Factor.of(2e-5),
            null,
            "a few dozen ops, 340 u; small elements are differences of large ones, so the largest is the measure"),
    CURVATURE(
            "H·v of a network of three layers",
            Measure.WHOLE,
            Factor.of(4e-6),
            null,
            "some twenty products and sums behind one another, each off by a few u, which partly cancel: measured 3e-7 on"
                    + " processors; functions of a device may be off by five times as much"),
    FORMS(
            "a Jacobian's forms against one another",
            Measure.WHOLE,
            Factor.of(1e-6),
            null,
            "the same few terms summed in another order, 17 u"),
    TRAINING(
            "losses and parameters of the first five steps",
            Measure.RELATIVE,
            Factor.of(1e-5),
            null,
            "two orders of summation differ by 1.6e-6 after ten steps"),
    ACCURACY(
            "mean accuracy over five seeds",
            Measure.ABSOLUTE,
            Factor.of(0.02),
            null,
            "two points in a hundred: after some dozen steps two runs that round differently are two runs, and only what they"
                    + " learn is the same");

    private final List<Class<? extends Op>> ops;
    private final String what;
    private final Measure measure;
    private final Factor single;
    private final Factor wide;
    private final String basis;

    LimitRow(List<Class<? extends Op>> ops, Measure measure, Factor both, String basis) {
        this(ops, "", measure, both, both, basis);
    }

    LimitRow(List<Class<? extends Op>> ops, Measure measure, Factor single, Factor wide, String basis) {
        this(ops, "", measure, single, wide, basis);
    }

    LimitRow(List<Class<? extends Op>> ops, String what, Measure measure, Factor both, String basis) {
        this(ops, what, measure, both, both, basis);
    }

    LimitRow(String what, Measure measure, Factor single, Factor wide, String basis) {
        this(List.of(), what, measure, single, wide, basis);
    }

    LimitRow(List<Class<? extends Op>> ops, String what, Measure measure, Factor single, Factor wide, String basis) {
        this.ops = ops;
        this.what = what;
        this.measure = measure;
        this.single = single;
        this.wide = wide;
        this.basis = basis;
    }

    List<Class<? extends Op>> ops() {
        return ops;
    }

    /** The number, where it depends on neither dtype nor length. */
    double value() {
        return (single == null ? wide : single).at(1);
    }

    /** The limit for elements of a dtype, each made of so many terms. */
    Limit limit(DType dtype, long terms) {
        double factor = (dtype == DType.FLOAT64 ? wide : single).at(terms);
        return switch (measure) {
            case BITS -> Limit.BITS;
            case ROUNDED_ONCE -> Limit.EXACT;
            case ULPS -> Limit.ulps(factor);
            case TERMS -> Limit.terms(factor);
            case WHOLE -> Limit.whole(factor);
            case UNITS_OF_LARGEST -> Limit.whole(factor * Limit.unit(dtype));
            case UNITS -> Limit.EXACT.orAbsolute(factor * Limit.unit(dtype));
            case ABSOLUTE -> Limit.EXACT.orAbsolute(factor);
            case RELATIVE -> throw new IllegalStateException(this + " is no limit of elements");
        };
    }

    /** The row as a line of Markdown: what, float32, float64, why. */
    private String line() {
        String names = ops.stream()
                .map(op -> op.getSimpleName().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        String subject = names.isEmpty() ? what : what.isEmpty() ? names : names + " " + what;
        return "| %s | %s | %s | %s |".formatted(subject, text(single), text(wide), basis);
    }

    private String text(Factor factor) {
        return factor == null ? "–" : measure.text(factor);
    }

    /** All rows as a table in Markdown. */
    static String markdown() {
        var table = new StringBuilder("| of | float32 | float64 | because |\n| --- | --- | --- | --- |\n");
        for (LimitRow row : values()) {
            table.append(row.line()).append('\n');
        }
        return table.toString();
    }
}
