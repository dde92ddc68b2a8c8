package dev.pullback.diagram;

import dev.pullback.api.jacobian.Differentiable;
import dev.pullback.api.jacobian.Jacobian;
import dev.pullback.api.jacobian.Rules;
import dev.pullback.api.jacobian.Structure;
import dev.pullback.api.op.CustomOp;
import dev.pullback.api.tensor.Traced;
import java.util.Locale;
import java.util.Optional;

/**
 * The Jacobian of a node with respect to one of its operands, as it is drawn.
 *
 * @param formula for example {@code I ⊗ Bᵀ}; a, b (or x) stand for the node's operands, y for its result
 * @param structure what is known of the matrix
 */
public record LocalJacobian(String formula, Structure structure) {

    /** Empty for a custom op without a rule of its own, which is differentiated through its lowering. */
    static Optional<LocalJacobian> of(Traced node, int operand) {
        if (node.op() instanceof CustomOp && !(node.op() instanceof Differentiable)) {
            return Optional.empty();
        }
        Jacobian jacobian = Rules.jacobian(node, operand);
        return Optional.of(new LocalJacobian(jacobian.formula(), jacobian.structure()));
    }

    /** The formula, and the structure in words: {@code I ⊗ Bᵀ (kronecker)}. */
    public String description() {
        return formula + " (" + label(structure) + ")";
    }

    static String label(Structure structure) {
        return structure.name().toLowerCase(Locale.ROOT);
    }
}
