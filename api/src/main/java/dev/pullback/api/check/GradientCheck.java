package dev.pullback.api.check;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.Backends;
import dev.pullback.api.backend.StoredTensor;
import dev.pullback.api.error.CallSite;
import dev.pullback.api.error.ConfigurationException;
import dev.pullback.api.error.DTypeException;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.graph.Lowering;
import dev.pullback.api.jacobian.Differentiable;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.tensor.Traced;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Holds the derivatives of a function against differences of its own values, at a point.
 *
 * <pre>{@code
 * GradientCheck.of(loss).at(weights, bias).run().orThrow();
 * }</pre>
 *
 * <p><b>What is compared.</b> For every element xⱼ of every input that moves: each element of J·eⱼ (forward mode), and
 * (Jᵀ·w)ⱼ (reverse mode) for a random w, with
 *
 * <pre>{@code
 * ∂f/∂xⱼ ≈ (f(x − 2heⱼ) − 8f(x − heⱼ) + 8f(x + heⱼ) − f(x + 2heⱼ)) / 12h
 * }</pre>
 *
 * Second derivatives are the same check of the functions x ↦ J(x)ᵀ·w and x ↦ J(x)·v, so every mode over every mode. And on
 * the backend of the given tensors, in their own dtypes, ⟨J·v, w⟩ = ⟨v, Jᵀ·w⟩ up to a part of Σ|J·v||w|. Of an input with
 * many elements only {@link #elements so many} are moved one by one, and all of them together in a random direction.
 *
 * <p><b>Where.</b> The differences are taken in float64 on backend {@code reference} (or on {@link #on another}), whatever
 * the dtypes and the backend of the point: the traced function is rebuilt with float64 in the place of float32. In float32
 * the best difference has an error of about 1e-6 and would prove little.
 *
 * <p><b>The distance h.</b> The formula is exact for polynomials up to degree four; otherwise its error is h⁴f⁽⁵⁾/30, to
 * which rounding adds about 1.5·2⁻⁵³|f|/h. Where the ops say that the function is such a polynomial (linear and bilinear ops,
 * their sums and products) h is 1, where rounding does least. For others h is 2⁻¹⁰, near the best for functions of size and
 * length 1: then the errors are about 3e-14 and 2e-13. Both grow by the power of two below |xⱼ| if that is above 1. A number
 * that does not agree is measured again at 2⁻¹³, 2⁻¹⁶, 2⁻¹⁹ and 2⁻²² for functions that bend faster or end nearby; even there
 * rounding stays below 1e-9|f|.
 *
 * <p><b>Limits.</b> 1e-8 for first derivatives and 1e-5 for second ones, absolute, or relative where slopes are above 1; plus
 * 16 roundings of the largest value.
 *
 * <p><b>Kinks.</b> Where a function has no derivative in the classical sense (relu at 0, ties of max), or ends, the slopes
 * from both sides differ. If the rule's value lies between them, the report tells of a {@link Kink} near that element instead
 * of a mistake.
 *
 * <p><b>Who is wrong.</b> If a derivative is wrong, every op of the function is checked alone, at the operands that it has
 * inside the function, and those that fail are named as {@link Culprit}s.
 *
 * <p>Inputs of dtype int32 and bool are held, results of these dtypes left out, and so is what {@code stopGradient} holds
 * fixed. Formula and error term: B. Fornberg, "Generation of finite difference formulas on arbitrarily spaced grids",
 * Mathematics of Computation 51 (1988); the choice of h: J. Nocedal and S. Wright, "Numerical Optimization", 2nd ed. (2006),
 * section 8.1; both modes and their adjointness: A. Griewank and A. Walther, "Evaluating Derivatives", 2nd ed. (2008).
 */
public final class GradientCheck {

    private final TensorFunction function;
    private final List<StoredTensor> point;
    private final Optional<List<Integer>> chosen;
    private final Optional<Backend> backend;
    private final Settings settings;

    private GradientCheck(
            TensorFunction function,
            List<StoredTensor> point,
            Optional<List<Integer>> chosen,
            Optional<Backend> backend,
            Settings settings) {
        this.function = function;
        this.point = point;
        this.chosen = chosen;
        this.backend = backend;
        this.settings = settings;
    }

    /** A check of a function of any number of tensors with any number of results, yet without a point. */
    public static GradientCheck of(TensorFunction function) {
        return new GradientCheck(function, List.of(), Optional.empty(), Optional.empty(), Settings.DEFAULT);
    }

    /** At these values, on any backend and of any dtype. Their backend is also where the adjoint identity is checked. */
    public GradientCheck at(Tensor... values) {
        List<StoredTensor> stored =
                Stream.of(values).map(value -> (StoredTensor) value.stored()).toList();
        return new GradientCheck(function, stored, chosen, backend, settings);
    }

    /** With only these inputs moving, by their positions; all others are held. */
    public GradientCheck wrt(int... inputs) {
        List<Integer> positions = IntStream.of(inputs).boxed().toList();
        return new GradientCheck(function, point, Optional.of(positions), backend, settings);
    }

    /** With the differences taken on this backend, which must know float64, instead of {@code reference}. */
    public GradientCheck on(Backend other) {
        return new GradientCheck(function, point, chosen, Optional.of(other), settings);
    }

    /** With another tolerance than 1e-8 for first derivatives. */
    public GradientCheck firstTolerance(double tolerance) {
        return with(settings.withFirst(tolerance));
    }

    /** With another tolerance than 1e-5 for second derivatives. */
    public GradientCheck secondTolerance(double tolerance) {
        return with(settings.withSecond(tolerance));
    }

    /** With another tolerance than 1e-5 for the adjoint identity. */
    public GradientCheck adjointTolerance(double tolerance) {
        return with(settings.withAdjoint(tolerance));
    }

    /** Without second derivatives. */
    public GradientCheck firstOrderOnly() {
        return with(settings.withoutSecondOrder());
    }

    /** With another number than 256 of elements per input that are moved one by one. */
    public GradientCheck elements(int most) {
        return with(settings.withElements(most));
    }

    /** With other random directions, and another choice of elements. */
    public GradientCheck seed(long seed) {
        return with(settings.withSeed(seed));
    }

    private GradientCheck with(Settings other) {
        return new GradientCheck(function, point, chosen, backend, other);
    }

    /**
     * Compares everything.
     *
     * @throws ConfigurationException if there is no point, or nothing in it to differentiate by
     * @throws DTypeException if no result is floating, or the backend of the differences does not know float64
     */
    public GradientReport run() {
        List<Integer> moving = moving();
        if (backend.isPresent()) {
            return run(backend.get(), moving);
        }
        try (Backend reference = Backends.open("reference")) {
            return run(reference, moving);
        }
    }

    /** Compares only ⟨J·v, w⟩ with ⟨v, Jᵀ·w⟩, on the backend of the given tensors and in their dtypes. */
    public GradientReport runAdjoint() {
        var findings = new Findings();
        checkAdjoint(moving(), findings);
        return new GradientReport(findings, List.of(), "on " + home());
    }

    private GradientReport run(Backend on, List<Integer> moving) {
        if (!on.capabilities().dtypes().contains(DType.FLOAT64)) {
            throw new DTypeException(
                    "%s does not know float64, in which differences are taken; leave on(...) away to take them on reference"
                            .formatted(on));
        }
        Graph graph = floatingResults(Lowering.lower(traced(), node -> node.op() instanceof Differentiable));
        Graph promoted = Promotion.promoted(graph);
        List<Value> values = Promotion.values(graph, values());
        Findings findings = new OrderCheck(on, settings).run(subject(graph, promoted, values, on, moving));
        List<Culprit> culprits =
                findings.anyFailed() ? new CulpritSearch(on, settings).in(promoted, values) : List.of();
        checkAdjoint(moving, findings);
        return new GradientReport(findings, culprits, "in float64 on " + on);
    }

    private static Subject subject(Graph graph, Graph promoted, List<Value> values, Backend on, List<Integer> moving) {
        List<Traced> stops = Promotion.stops(promoted);
        List<Value> point = new ArrayList<>(values);
        point.addAll(Program.results(on, Graph.of(promoted.inputs(), stops), values));
        TensorFunction derived = operands -> promoted.apply(operands.subList(0, values.size()));
        return new Subject(derived, Promotion.promotedAndHeld(graph)::apply, point, moving);
    }

    private void checkAdjoint(List<Integer> moving, Findings findings) {
        TensorFunction floating = inputs -> function.apply(inputs).stream()
                .filter(result -> result.dtype().isFloating())
                .toList();
        floatingResults(traced());
        new AdjointCheck(home(), settings).run(new Subject(floating, floating, values(), moving), findings);
    }

    private Graph traced() {
        return Graph.trace(function, point.stream().map(Tensor::type).toArray(TensorType[]::new));
    }

    private static Graph floatingResults(Graph graph) {
        List<Traced> results = graph.outputs().stream()
                .filter(output -> output.dtype().isFloating())
                .toList();
        if (results.isEmpty()) {
            throw new DTypeException(
                    "The function has no floating result, so it has no derivative" + CallSite.describe());
        }
        return graph.withOutputs(results);
    }

    private List<Value> values() {
        return point.stream().map(Value::of).toList();
    }

    private Backend home() {
        return point.getFirst().backend();
    }

    private List<Integer> moving() {
        if (point.isEmpty()) {
            throw new ConfigurationException("Give the point: GradientCheck.of(function).at(values...).run()");
        }
        List<Integer> positions =
                chosen.orElseGet(() -> IntStream.range(0, point.size()).boxed().toList());
        for (int position : positions) {
            if (position < 0 || position >= point.size()) {
                throw new ConfigurationException(
                        "wrt(%d): the function has inputs 0 to %d".formatted(position, point.size() - 1));
            }
        }
        List<Integer> floating = positions.stream()
                .distinct()
                .filter(position -> point.get(position).dtype().isFloating())
                .toList();
        if (floating.isEmpty()) {
            throw new ConfigurationException(
                    "None of the inputs is floating, so there is nothing to differentiate by" + CallSite.describe());
        }
        return floating;
    }
}
