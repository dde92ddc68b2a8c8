package dev.pullback.api.op;

import dev.pullback.api.type.TensorType;
import java.util.List;

/**
 * One operation on tensors, as pure data: what to compute, never how. The vocabulary is closed, so that every backend can
 * know all of it; {@link CustomOp} is the one door for operations outside it.
 *
 * <p>The families say how an op is differentiated, and that is all the fact its author supplies:
 *
 * <ul>
 *   <li>{@link Elementwise}: each output element depends on the operands' elements at the same index;
 *   <li>{@link Linear}: linear in its first operand (or in all), so its Jacobian is itself and its adjoint is another op;
 *   <li>{@link Bilinear}: linear in each of two operands;
 *   <li>{@link General}: anything else;
 *   <li>{@link Source}: makes values out of nothing differentiable.
 * </ul>
 *
 * Operands have been broadcast before they reach an op: shapes must fit exactly, and every record says how.
 */
public sealed interface Op permits Bilinear, CustomOp, Elementwise, General, Linear, Source {

    /** The name, the same in every backend, kernel and report: the record's name in lower case. */
    default String name() {
        return getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
    }

    /**
     * The type of the result for operands of the given types. This is the only place where shapes and dtypes are inferred;
     * backends receive the result.
     *
     * @throws dev.pullback.api.error.ShapeException if shapes do not fit
     * @throws dev.pullback.api.error.DTypeException if the op does not work on a dtype
     */
    TensorType infer(List<TensorType> operands);
}
