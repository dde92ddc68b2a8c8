package dev.pullback.api.jacobian;

import dev.pullback.api.error.CallSite;
import dev.pullback.api.error.ConfigurationException;
import dev.pullback.api.error.DTypeException;
import dev.pullback.api.error.ShapeException;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.tensor.Functions;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.tensor.Traced;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Derivatives of traced functions. Those that take a function and give another can be nested, traced and compiled like any
 * function; {@link #linearize} and its like take the point as well and give {@link Jacobian}s there.
 *
 * <p>A function is always traced on inputs of its own before it is differentiated, so that an inner derivative never mistakes
 * an outer variable for its own (perturbation confusion). Tensors that the function takes from around it, traced ones too,
 * are constants to it; a derivative around it sees them.
 *
 * <p>Where a function has a kink, one convention holds for every backend: relu′(0) = 0, |x|′(0) = 0, step′ = 0 everywhere;
 * maximum and minimum of equal numbers give half to each, a reduce-max gives equal shares to all its largest elements. int32
 * and bool tensors have no derivative.
 */
public final class Derivatives {

    private Derivatives() {}

    /**
     * ∂f/∂x of a function with one scalar result (a loss): one pull of 1, whatever the number of inputs.
     *
     * @param wrt the inputs to differentiate by, in the order of the results; none named means all
     */
    public static TensorFunction gradient(TensorFunction function, int... wrt) {
        TensorFunction both = valueAndGradient(function, wrt);
        return inputs -> {
            List<Tensor> results = both.apply(inputs);
            return results.subList(1, results.size());
        };
    }

    /** The function's scalar result, followed by its gradient as {@link #gradient(TensorFunction, int...)} gives it. */
    public static TensorFunction valueAndGradient(TensorFunction function, int... wrt) {
        return inputs -> {
            Graph graph = Closures.trace(function, inputs);
            Traced loss = graph.outputs().getFirst();
            List<Traced> variables = graph.inputs().subList(0, inputs.size());
            List<Tensor> gradient = gradient(loss, selected(variables, wrt));
            List<Tensor> results =
                    Stream.concat(Stream.of(loss), gradient.stream()).toList();
            return Closures.applied(Closures.graph(variables, results), inputs);
        };
    }

    /**
     * J·v: the operands are the function's inputs, followed by a tangent v for each input named (for all if none is); the
     * others are held still. The results are tangents. A tangent that is the constant 0 costs nothing.
     */
    public static TensorFunction push(TensorFunction function, int... wrt) {
        return operands -> {
            int inputCount = wrt.length == 0 ? operands.size() / 2 : operands.size() - wrt.length;
            List<Tensor> inputs = operands.subList(0, inputCount);
            List<Tensor> directions = operands.subList(inputCount, operands.size());
            Graph graph = Closures.trace(function, inputs);
            List<Traced> variables = graph.inputs().subList(0, inputCount);
            List<Traced> tangents = standIns(directions);
            return directed(
                    variables,
                    tangents,
                    ForwardMode.push(graph.outputs(), selected(variables, wrt), tangents),
                    operands);
        };
    }

    /**
     * Jᵀ·w: the operands are the function's inputs, followed by a cotangent w for each result; the results are cotangents of
     * the inputs named (of all if none is). A cotangent that is the constant 0 costs nothing.
     *
     * @param inputCount how many of the operands are inputs
     */
    public static TensorFunction pull(TensorFunction function, int inputCount, int... wrt) {
        return operands -> {
            List<Tensor> inputs = operands.subList(0, inputCount);
            List<Tensor> directions = operands.subList(inputCount, operands.size());
            Graph graph = Closures.trace(function, inputs);
            List<Traced> variables = graph.inputs().subList(0, inputCount);
            List<Traced> cotangents = standIns(directions);
            return directed(
                    variables,
                    cotangents,
                    ReverseMode.pull(graph.outputs(), cotangents, selected(variables, wrt)),
                    operands);
        };
    }

    /** H·v for the Hessian H of a function with one scalar result: the push of its gradient. Operands as of {@link #push}. */
    public static TensorFunction hessianVector(TensorFunction function) {
        return push(gradient(function));
    }

    /**
     * The same function, with less memory for its gradient and more work: of what it computes on the way, nothing is kept for
     * the backward pass, which computes it again from the operands when it comes to it. Split a deep network of n layers into
     * √n such functions of √n layers each, and the memory grows with √n instead of n, for about one more forward pass.
     *
     * <p>It may be nested, and differentiated like any function. Values and derivatives are the same numbers, but where a
     * variable is used within the function and around it: there the parts of its gradient add up in another order. Tensors
     * that the function takes from around it count as operands. What depends on no operand (an iota, bits drawn with a constant
     * key) is not computed again. Each result is a node of its own, but all are computed again at once. A second backward pass
     * over the gradient keeps what the first computed again; the push of {@link #hessianVector} does not.
     */
    public static TensorFunction checkpoint(TensorFunction function) {
        return inputs -> Checkpoint.applied(function, inputs);
    }

    /** The function's results at a point, and the Jacobian of each with respect to each input. */
    public static Linearization linearize(TensorFunction function, Tensor... point) {
        List<Tensor> inputs = List.of(point);
        return new Linearization(Closures.withoutCheckpoints(Closures.trace(function, inputs)), inputs);
    }

    /** The Jacobian at a point of a function of one tensor; of others take {@link #linearize}. */
    public static Jacobian jacobian(TensorFunction.One function, Tensor point) {
        return linearize(TensorFunction.of(function), point).wrt(0);
    }

    /**
     * The Hessian at a point of a function with one scalar result: {@code jacobian(i, j)} is ∂²f/∂xᵢ∂xⱼ, and the values are the
     * gradient.
     */
    public static Linearization hessian(TensorFunction function, Tensor... point) {
        return linearize(gradient(function), point);
    }

    /**
     * The gradient of a traced scalar with respect to nodes of its own graph: backpropagation. Nodes that the loss does not
     * depend on get zeros.
     *
     * @throws ShapeException if the loss is not a scalar
     */
    public static List<Tensor> gradient(Traced loss, List<Traced> wrt) {
        requireScalar(loss);
        return ReverseMode.pull(List.of(loss), List.of(Functions.constant(loss.type(), 1)), wrt);
    }

    private static List<Traced> selected(List<Traced> variables, int... wrt) {
        if (wrt.length == 0) {
            return variables;
        }
        for (int input : wrt) {
            if (input < 0 || input >= variables.size()) {
                throw new ConfigurationException("The function has no input %d; inputs run from 0 to %d%s"
                        .formatted(input, variables.size() - 1, CallSite.describe()));
            }
        }
        return IntStream.of(wrt).mapToObj(variables::get).toList();
    }

    /** Placeholders for directions; known zeros stay what they are, so that nothing is computed for them. */
    private static List<Traced> standIns(List<? extends Tensor> directions) {
        return directions.stream()
                .map(direction ->
                        Zeros.isZero(direction) ? direction.node() : Traced.input(direction.type(), "direction"))
                .toList();
    }

    private static List<Tensor> directed(
            List<Traced> variables, List<Traced> standIns, List<Tensor> results, List<? extends Tensor> operands) {
        List<Traced> inputs = new ArrayList<>(variables);
        List<Tensor> arguments = new ArrayList<>(operands.subList(0, variables.size()));
        for (int i = 0; i < standIns.size(); i++) {
            if (!Zeros.isZero(standIns.get(i))) {
                inputs.add(standIns.get(i));
                arguments.add(operands.get(variables.size() + i));
            }
        }
        return Closures.applied(Closures.graph(inputs, results), arguments);
    }

    private static void requireScalar(Traced loss) {
        if (loss.shape().rank() != 0) {
            throw new ShapeException(
                    "The gradient wants a scalar, not %s; sum or average it first, or use pull with a cotangent%s"
                            .formatted(loss.type(), CallSite.describe()));
        }
        if (!loss.dtype().isFloating()) {
            throw new DTypeException(
                    "The gradient wants a floating result, not %s%s".formatted(loss.type(), CallSite.describe()));
        }
    }
}
