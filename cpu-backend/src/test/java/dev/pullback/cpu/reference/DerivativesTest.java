package dev.pullback.cpu.reference;

import static dev.pullback.api.tensor.Functions.logSoftmax;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.BackendOptions;
import dev.pullback.api.jacobian.Derivatives;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Derivatives whose values are known from elsewhere, in float64. */
class DerivativesTest {

    private final Backend backend = new ReferenceProvider().open("", BackendOptions.defaults());

    @AfterEach
    void close() {
        backend.close();
    }

    /** d/dx (x · d/dy (x + y)) at x = y = 1 is 1; one that takes x for the inner variable as well says 2. */
    @Test
    void an_inner_derivative_does_not_take_an_outer_variable_for_its_own() {
        TensorFunction outer = derivative(x -> {
            TensorFunction inner = derivative(y -> x.add(y));
            return x.mul(inner.apply(List.of(x.like(1))).getFirst());
        });
        assertEquals(1, at(outer, 1)[0]);
    }

    /** The same in the form of Siskind and Pearlmutter, where the inner derivative depends on the outer variable: 2. */
    @Test
    void a_derivative_of_a_derivative_sees_the_outer_variable() {
        TensorFunction outer = derivative(x -> {
            TensorFunction inner = derivative(y -> x.mul(y));
            return x.mul(inner.apply(List.of(x.like(2))).getFirst());
        });
        assertEquals(2, at(outer, 1)[0]);
    }

    @Test
    void forward_over_reverse_and_reverse_over_forward_agree_on_nested_variables() {
        TensorFunction outer = inputs -> {
            Tensor x = inputs.getFirst();
            TensorFunction inner =
                    Derivatives.push(TensorFunction.of(y -> x.mul(y).square()));
            return List.of(inner.apply(List.of(x, x.like(1))).getFirst());
        };
        // d/dy (x·y)² = 2x²y, at y = x: 2x³; its derivative by x is 6x².
        assertEquals(16, at(outer, 2)[0]);
        assertEquals(24, at(Derivatives.gradient(outer), 2)[0]);
    }

    /** The textbook: F = σ(w·x), E = (F − y)², so ∂E/∂w = 2(F − y)·F(1 − F)·x. */
    @Test
    void the_loss_of_a_perceptron_has_the_textbooks_gradient() {
        double[] w = {0.2, -0.5, 0.3};
        double[] x = {1, 0.7, -1.1};
        double y = 1;
        TensorFunction loss = TensorFunction.of(
                weights -> weights.dot(vector(x)).sigmoid().sub(y).square());
        double[] gradient =
                values(Derivatives.gradient(loss).apply(List.of(vector(w))).getFirst());

        double sum = w[0] * x[0] + w[1] * x[1] + w[2] * x[2];
        double f = 1 / (1 + Math.exp(-sum));
        double common = 2 * (f - y) * f * (1 - f);
        assertArrayEquals(new double[] {common * x[0], common * x[1], common * x[2]}, gradient, 1e-15);
    }

    /** E = Σᵢ (wᵀxᵢ)⁴ has the Hessian 12 Σᵢ (wᵀxᵢ)² xᵢxᵢᵀ. */
    @Test
    void a_push_over_the_gradient_is_a_row_of_the_hessian() {
        double[][] x = {{1, 2}, {-1, 0.5}, {0.3, -0.7}};
        double[] w = {0.4, -0.2};
        double[] v = {1.5, -0.5};
        Tensor samples = backend.tensor(new double[] {1, 2, -1, 0.5, 0.3, -0.7}, 3, 2);
        TensorFunction loss = TensorFunction.of(
                weights -> samples.matmul(weights).square().square().sum());
        TensorFunction product = Derivatives.push(Derivatives.gradient(loss));
        double[] actual = values(product.apply(List.of(vector(w), vector(v))).getFirst());

        double[] expected = new double[2];
        for (double[] row : x) {
            double projection = row[0] * w[0] + row[1] * w[1];
            double direction = row[0] * v[0] + row[1] * v[1];
            expected[0] += 12 * projection * projection * direction * row[0];
            expected[1] += 12 * projection * projection * direction * row[1];
        }
        assertArrayEquals(expected, actual, 1e-13);
    }

    @Test
    void the_gradient_of_softmax_cross_entropy_is_probability_minus_truth() {
        double[] logits = {0.5, -1, 2};
        TensorFunction loss =
                TensorFunction.of(z -> logSoftmax(z, 0).slice(0, 2, 3).sum().neg());
        double[] gradient =
                values(Derivatives.gradient(loss).apply(List.of(vector(logits))).getFirst());
        double total = Math.exp(0.5) + Math.exp(-1) + Math.exp(2);
        assertArrayEquals(
                new double[] {Math.exp(0.5) / total, Math.exp(-1) / total, Math.exp(2) / total - 1}, gradient, 1e-15);
    }

    @Test
    void where_functions_bend_the_derivative_is_the_documented_one() {
        assertArrayEquals(new double[] {-1, 0, 0, 1}, slopes(Tensor::abs, -3, 0, -0.0, 5));
        assertArrayEquals(new double[] {0, 0, 1}, slopes(Tensor::relu, -3, 0, 5));
        assertArrayEquals(new double[] {0, 0, 0}, slopes(Tensor::step, -3, 0, 5));
        assertArrayEquals(new double[] {0, 0.5, 1}, slopes(x -> x.maximum(x.like(0)), -3, 0, 5));
        assertArrayEquals(new double[] {1, 0.5, 0}, slopes(x -> x.minimum(x.like(0)), -3, 0, 5));
        assertArrayEquals(new double[] {0, 0.5, 0.5}, slopes(x -> x.max(0), 1, 4, 4));
    }

    @Test
    void nothing_passes_a_stopped_gradient() {
        assertArrayEquals(new double[] {3}, slopes(x -> x.mul(x.stopGradient()), 3));
    }

    @Test
    void an_input_that_does_not_matter_gets_zeros() {
        TensorFunction loss = TensorFunction.of((x, y) -> x.square().sum());
        List<Tensor> gradient = Derivatives.gradient(loss).apply(List.of(vector(1, 2), vector(3, 4, 5)));
        assertArrayEquals(new double[] {2, 4}, values(gradient.get(0)));
        assertArrayEquals(new double[] {0, 0, 0}, values(gradient.get(1)));
    }

    @Test
    void the_second_derivative_of_sigmoid_is_that_of_the_textbook() {
        TensorFunction first = derivative(Tensor::sigmoid);
        TensorFunction second = Derivatives.gradient(first);
        double y = 1 / (1 + Math.exp(-0.7));
        assertEquals(y * (1 - y) * (1 - 2 * y), at(second, 0.7)[0], 1e-15);
    }

    /** The derivative of a function of one scalar. */
    private static TensorFunction derivative(TensorFunction.One function) {
        return Derivatives.gradient(TensorFunction.of(function));
    }

    private double[] at(TensorFunction function, double x) {
        Tensor scalar = backend.tensor(new double[] {x});
        return values(function.apply(List.of(scalar)).getFirst());
    }

    private double[] slopes(TensorFunction.One function, double... points) {
        TensorFunction sum = TensorFunction.of(x -> function.apply(x).sum());
        return values(Derivatives.gradient(sum).apply(List.of(vector(points))).getFirst());
    }

    private Tensor vector(double... values) {
        return backend.tensor(values, values.length);
    }

    private static double[] values(Tensor tensor) {
        return tensor.stored().toDoubles();
    }
}
