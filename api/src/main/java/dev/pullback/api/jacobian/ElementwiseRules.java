package dev.pullback.api.jacobian;

import dev.pullback.api.jacobian.Jacobian.Diagonal;
import dev.pullback.api.jacobian.Jacobian.Identity;
import dev.pullback.api.jacobian.Jacobian.Linear;
import dev.pullback.api.jacobian.Jacobian.Zero;
import dev.pullback.api.op.*;
import dev.pullback.api.tensor.Functions;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.type.DType;
import java.util.List;

/**
 * Elementwise: one fact per op and operand, the derivative from the operands and the result. The Jacobian is diagonal, and
 * both modes multiply by it.
 */
final class ElementwiseRules {

    private ElementwiseRules() {}

    static Jacobian jacobian(Elementwise op, int operand, List<Tensor> x, Tensor y) {
        return switch (op) {
            case Unary unary -> unary(unary, x.getFirst(), y);
            case Binary binary -> binary(binary, operand, x.get(0), x.get(1), y);
            case Select _ -> select(operand, x.getFirst(), y);
            case Cast _ -> cast(x.getFirst().dtype(), y.dtype());
            case Compare _ -> new Zero();
        };
    }

    private static Jacobian unary(Unary op, Tensor x, Tensor y) {
        return switch (op) {
            case Neg _ -> new Linear(Tensor::neg, Tensor::neg);
            case Abs _ -> new Diagonal(x.step().sub(x.neg().step())); // sign(x), 0 at 0
            case Square _ -> new Diagonal(x.mul(2)); // 2x
            case Exp _ -> new Diagonal(y); // eˣ
            case Log _ -> quotient(x); // 1/x
            case Sqrt _ -> quotient(y.mul(2)); // 1/(2√x)
            case Sigmoid _ -> new Diagonal(y.mul(y.like(1).sub(y))); // σ(1 − σ)
            case Tanh _ -> new Diagonal(y.like(1).sub(y.square())); // 1 − tanh²
            case Relu _ -> new Diagonal(x.step()); // 0 at 0
            case Step _, StopGradient _ -> new Zero();
        };
    }

    private static Jacobian binary(Binary op, int operand, Tensor a, Tensor b, Tensor y) {
        boolean first = operand == 0;
        return switch (op) {
            case Add _ -> new Identity();
            case Sub _ -> first ? new Identity() : new Linear(Tensor::neg, Tensor::neg);
            case Mul _ -> new Diagonal(first ? b : a);
            case Div _ -> first ? quotient(b) : new Diagonal(y.div(b).neg()); // 1/b and −(a/b)/b
            case Maximum _ -> new Diagonal(share(first ? a : b, first ? b : a));
            case Minimum _ -> new Diagonal(share(first ? b : a, first ? a : b));
        };
    }

    /** 1 where winner &gt; loser, ½ where they are equal, else 0. */
    private static Tensor share(Tensor winner, Tensor loser) {
        Tensor won = winner.compare(Comparison.GREATER, loser).cast(winner.dtype());
        Tensor tied = winner.compare(Comparison.EQUAL, loser).cast(winner.dtype());
        return won.add(tied.mul(0.5));
    }

    private static Jacobian quotient(Tensor divisor) {
        return new Linear(v -> v.div(divisor), w -> w.div(divisor));
    }

    private static Jacobian select(int operand, Tensor condition, Tensor y) {
        Tensor zero = Functions.constant(y.dtype(), 0);
        return operand == 1
                ? new Linear(v -> condition.select(v, zero), w -> condition.select(w, zero))
                : new Linear(v -> condition.select(zero, v), w -> condition.select(zero, w));
    }

    private static Jacobian cast(DType from, DType to) {
        return new Linear(v -> v.cast(to), w -> w.cast(from));
    }
}
