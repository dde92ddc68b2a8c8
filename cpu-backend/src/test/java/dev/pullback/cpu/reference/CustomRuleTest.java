package dev.pullback.cpu.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.BackendOptions;
import dev.pullback.api.error.ConfigurationException;
import dev.pullback.api.error.ShapeException;
import dev.pullback.api.jacobian.Derivatives;
import dev.pullback.api.jacobian.Differentiable;
import dev.pullback.api.jacobian.Jacobian;
import dev.pullback.api.jacobian.Structure;
import dev.pullback.api.tensor.Apply;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Custom ops with derivatives of their own. */
class CustomRuleTest {

    private final Backend backend = new ReferenceProvider().open("", BackendOptions.defaults());

    @AfterEach
    void close() {
        backend.close();
    }

    /** ln(1 + eˣ), whose lowering has the derivative ∞/∞ for large x; its rule is σ(x). */
    private record Softplus() implements Differentiable {
        @Override
        public Tensor lower(List<Tensor> x) {
            return x.getFirst().exp().add(1).log();
        }

        @Override
        public Jacobian jacobian(int operand, List<Tensor> x, Tensor y) {
            return new Jacobian.Diagonal(y.type(), x.getFirst().sigmoid(), "σ(x)");
        }
    }

    /** A copy whose pull turns the cotangent's sign round: gradient reversal, as domain adaptation uses it. */
    private record Reversal() implements Differentiable {
        @Override
        public Tensor lower(List<Tensor> x) {
            return x.getFirst().mul(1);
        }

        @Override
        public Jacobian jacobian(int operand, List<Tensor> x, Tensor y) {
            return new Jacobian.Linear(y.type(), y.type(), v -> v, Tensor::neg, "I or −I");
        }
    }

    /** Its rule claims a type that is not that of the op. */
    private record Misfit() implements Differentiable {
        @Override
        public Tensor lower(List<Tensor> x) {
            return x.getFirst().sum();
        }

        @Override
        public Jacobian jacobian(int operand, List<Tensor> x, Tensor y) {
            return new Jacobian.Identity(TensorType.of(DType.FLOAT64, 7));
        }
    }

    /** Its push is not linear: the direction chooses where it goes. */
    private record Crooked() implements Differentiable {
        @Override
        public Tensor lower(List<Tensor> x) {
            return x.getFirst().mul(1);
        }

        @Override
        public Jacobian jacobian(int operand, List<Tensor> x, Tensor y) {
            return new Jacobian.Linear(
                    y.type(), y.type(), v -> x.getFirst().gather(0, v.cast(DType.INT32)), w -> w, "?");
        }
    }

    @Test
    void its_own_rule_takes_the_place_of_that_of_the_lowering() {
        Tensor x = backend.tensor(new double[] {0, 1000}, 2);
        TensorFunction sum = TensorFunction.of(v -> Apply.op(new Softplus(), v).sum());

        double[] gradient =
                Derivatives.gradient(sum).apply(List.of(x)).getFirst().stored().toDoubles();

        assertArrayEquals(new double[] {0.5, 1}, gradient);
    }

    @Test
    void its_rule_is_differentiated_again() {
        Tensor x = backend.tensor(new double[] {0.3}, 1);
        TensorFunction sum = TensorFunction.of(v -> Apply.op(new Softplus(), v).sum());
        double sigma = 1 / (1 + Math.exp(-0.3));

        double[] second =
                Derivatives.hessian(sum, x).jacobian(0, 0).dense().stored().toDoubles();

        assertArrayEquals(new double[] {sigma * (1 - sigma)}, second, 1e-15);
    }

    @Test
    void its_structure_and_formula_show_in_the_jacobian() {
        Tensor x = backend.tensor(new double[] {0, 1}, 2);
        Jacobian jacobian = Derivatives.jacobian(v -> Apply.op(new Softplus(), v), x);

        assertEquals(Structure.DIAGONAL, jacobian.structure());
        assertEquals("diag(σ(x))", jacobian.formula());
    }

    @Test
    void a_pair_of_functions_is_a_rule_and_takes_leading_axes_like_any() {
        Tensor x = backend.tensor(new double[] {1, 2}, 2);
        Jacobian jacobian = Derivatives.jacobian(v -> Apply.op(new Reversal(), v.mul(3)), x);
        Tensor many = backend.tensor(new double[] {1, 2, 3, 4, 5, 6}, 3, 2);

        assertArrayEquals(
                new double[] {-3, -6, -9, -12, -15, -18},
                jacobian.pull(many).stored().toDoubles());
        assertArrayEquals(
                new double[] {3, 6, 9, 12, 15, 18}, jacobian.push(many).stored().toDoubles());
    }

    @Test
    void a_rule_that_does_not_fit_the_op_is_refused() {
        Tensor x = backend.tensor(new double[] {1, 2}, 2);
        TensorFunction f = TensorFunction.of(v -> Apply.op(new Misfit(), v));
        assertThrows(ShapeException.class, () -> Derivatives.gradient(f).apply(List.of(x)));
    }

    @Test
    void a_rule_that_is_not_linear_is_refused() {
        Tensor x = backend.tensor(new double[] {1, 2}, 2);
        Jacobian jacobian = Derivatives.jacobian(v -> Apply.op(new Crooked(), v), x);
        Tensor many = backend.tensor(new double[6], 3, 2);
        assertThrows(ConfigurationException.class, () -> jacobian.push(many));
    }
}
