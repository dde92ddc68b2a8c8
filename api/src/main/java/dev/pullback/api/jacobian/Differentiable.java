package dev.pullback.api.jacobian;

import dev.pullback.api.tensor.Composite;
import dev.pullback.api.tensor.Tensor;
import java.util.List;

/**
 * A custom op with a derivative of its own: it is used in place of that of the lowering, be it for accuracy, for speed, or to
 * change what is learned. Written in ops, so it can be differentiated again.
 *
 * <pre>{@code
 * // ln(1 + eˣ), whose derivative is σ(x) without a quotient that overflows
 * record Softplus() implements Differentiable {
 *     public Tensor lower(List<Tensor> x) { return x.getFirst().exp().add(1).log(); }
 *     public Jacobian jacobian(int operand, List<Tensor> x, Tensor y) {
 *         return new Jacobian.Diagonal(y.type(), x.getFirst().sigmoid(), "σ(x)");
 *     }
 * }
 * Tensor y = Apply.op(new Softplus(), x);
 * }</pre>
 */
public interface Differentiable extends Composite {

    /**
     * The Jacobian with respect to one operand. {@link Jacobian.Linear} takes any pair of functions; the other forms say more.
     * It is asked for floating operands only.
     *
     * @param operands the point
     * @param result the op's result there
     */
    Jacobian jacobian(int operand, List<Tensor> operands, Tensor result);
}
