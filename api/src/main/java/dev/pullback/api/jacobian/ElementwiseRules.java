package dev.pullback.api.jacobian;

import dev.pullback.api.jacobian.Jacobian.Diagonal;
import dev.pullback.api.jacobian.Jacobian.Identity;
import dev.pullback.api.jacobian.Jacobian.Reindexing;
import dev.pullback.api.jacobian.Jacobian.Zero;
import dev.pullback.api.op.*;
import dev.pullback.api.tensor.Functions;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.type.DType;
import java.util.List;
import java.util.Optional;

/**
 * Elementwise: one fact per op and operand, the derivative from the operands and the result, and its formula. The Jacobian
 * is diagonal, and both modes multiply by it.
 */
final class ElementwiseRules {

    private ElementwiseRules() {}

    static Jacobian jacobian(Elementwise op, int operand, List<Tensor> x, Tensor y) {
        return switch (op) {
            case Unary unary -> unary(unary, x.getFirst(), y);
            case Binary binary -> binary(binary, operand, x.get(0), x.get(1), y);
            case Select _ -> select(operand, x.getFirst(), y);
            case Cast _ -> new Reindexing(op, Optional.empty(), x.getFirst().type(), y.type());
            case Compare _ -> new Zero(x.get(operand).type(), y.type());
        };
    }

    private static Jacobian unary(Unary op, Tensor x, Tensor y) {
        return switch (op) {
            case Neg _ -> minusIdentity(y);
            case Abs _ -> diagonal(y, "sign(x)", x.step().sub(x.neg().step())); // 0 at 0
            case Square _ -> diagonal(y, "2x", x.mul(2));
            case Exp _ -> diagonal(y, "y", y);
            case Log _ -> diagonal(y, "1/x", x.like(1).div(x));
            case Sqrt _ -> diagonal(y, "1/(2y)", y.like(0.5).div(y));
            case Sigmoid _ -> diagonal(y, "y(1 − y)", y.mul(y.like(1).sub(y)));
            case Tanh _ -> diagonal(y, "1 − y²", y.like(1).sub(y.square()));
            case Relu _ -> diagonal(y, "step(y)", y.step()); // step(x); 0 at 0
            case Step _, StopGradient _ -> new Zero(x.type(), y.type());
        };
    }

    private static Jacobian binary(Binary op, int operand, Tensor a, Tensor b, Tensor y) {
        boolean first = operand == 0;
        return switch (op) {
            case Add _ -> new Identity(y.type());
            case Sub _ -> first ? new Identity(y.type()) : minusIdentity(y);
            case Mul _ -> first ? diagonal(y, "b", b) : diagonal(y, "a", a);
            case Div _ ->
                first
                        ? diagonal(y, "1/b", b.like(1).div(b))
                        : diagonal(y, "−y/b", y.div(b).neg());
            case Maximum _ -> first ? share(y, "a ≥ b", a, b) : share(y, "b ≥ a", b, a);
            case Minimum _ -> first ? share(y, "a ≤ b", b, a) : share(y, "b ≤ a", a, b);
        };
    }

    /** 1 where winner &gt; loser, ½ where they are equal, else 0. */
    private static Jacobian share(Tensor y, String formula, Tensor winner, Tensor loser) {
        Tensor won = winner.compare(Comparison.GREATER, loser).cast(winner.dtype());
        Tensor tied = winner.compare(Comparison.EQUAL, loser).cast(winner.dtype());
        return diagonal(y, formula, won.add(tied.mul(0.5)));
    }

    private static Jacobian select(int operand, Tensor condition, Tensor y) {
        return operand == 1
                ? diagonal(y, "c", condition)
                : diagonal(y, "¬c", condition.compare(Comparison.EQUAL, Functions.constant(DType.BOOL, 0)));
    }

    private static Jacobian minusIdentity(Tensor y) {
        return diagonal(y, "−1", y.like(-1));
    }

    private static Jacobian diagonal(Tensor y, String formula, Tensor derivative) {
        return new Diagonal(y.type(), derivative, formula);
    }
}
