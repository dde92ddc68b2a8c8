package dev.pullback.examples.op;

import dev.pullback.api.jacobian.Differentiable;
import dev.pullback.api.jacobian.Jacobian;
import dev.pullback.api.tensor.Tensor;
import java.util.List;

/** y = ln(1 + e^βx)/β, a relu without a corner; ∂y/∂x = σ(βx). The larger the sharpness β, the nearer to relu. */
record Softplus(double sharpness) implements Differentiable {

    /** As max(z, 0) + ln(1 + e^−|z|) for z = βx: e^z alone would overflow. */
    @Override
    public Tensor lower(List<Tensor> operands) {
        Tensor z = operands.getFirst().mul(sharpness);
        Tensor tail = z.abs().neg().exp().add(1).log();
        return z.relu().add(tail).div(sharpness);
    }

    /** At z = 0 the lowering has two corners that cancel in the value, but not by the rules of relu and |z|. */
    @Override
    public Jacobian jacobian(int operand, List<Tensor> operands, Tensor result) {
        Tensor slope = operands.getFirst().mul(sharpness).sigmoid();
        return new Jacobian.Diagonal(result.type(), slope, "σ(βx)");
    }
}
