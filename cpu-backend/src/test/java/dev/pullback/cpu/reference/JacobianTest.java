package dev.pullback.cpu.reference;

import static dev.pullback.api.tensor.Functions.sigmoid;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.BackendOptions;
import dev.pullback.api.error.ConfigurationException;
import dev.pullback.api.error.DTypeException;
import dev.pullback.api.error.ShapeException;
import dev.pullback.api.jacobian.Derivatives;
import dev.pullback.api.jacobian.Jacobian;
import dev.pullback.api.jacobian.Linearization;
import dev.pullback.api.jacobian.Structure;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The Jacobian as a value, in float64 and with numbers that can be checked by hand. */
class JacobianTest {

    private final Backend backend = new ReferenceProvider().open("", BackendOptions.defaults());

    @AfterEach
    void close() {
        backend.close();
    }

    @Test
    void of_an_elementwise_function_it_is_the_diagonal_of_the_derivatives() {
        Jacobian jacobian = Derivatives.jacobian(x -> x.square(), tensor(3, -2));

        assertEquals(Structure.DIAGONAL, jacobian.structure());
        assertEquals("diag(2x)", jacobian.formula());
        assertMatrix(jacobian, new double[][] {{6, 0}, {0, -4}});
    }

    @Test
    void of_a_sigmoid_it_is_written_with_the_result() {
        Jacobian jacobian = Derivatives.jacobian(x -> sigmoid(x), tensor(0, 0));

        assertEquals("diag(y(1 − y))", jacobian.formula());
        assertEquals("diag(y(1 − y)) : float64[2] -> float64[2]", jacobian.toString());
        assertMatrix(jacobian, new double[][] {{0.25, 0}, {0, 0.25}});
    }

    @Test
    void diagonals_in_a_chain_become_one() {
        Jacobian jacobian = Derivatives.jacobian(x -> x.square().neg(), tensor(3, -2));

        assertEquals(Structure.DIAGONAL, jacobian.structure());
        assertMatrix(jacobian, new double[][] {{-6, 0}, {0, 4}});
    }

    @Test
    void two_ways_to_the_result_add_up() {
        Jacobian jacobian = Derivatives.jacobian(x -> x.mul(x).add(x), tensor(3, -2));

        assertEquals(Structure.DIAGONAL, jacobian.structure());
        assertMatrix(jacobian, new double[][] {{7, 0}, {0, -3}});
    }

    /** Row-major, Y = XW: ∂Y/∂X = I ⊗ Wᵀ and ∂Y/∂W = X ⊗ I. */
    @Test
    void of_a_product_they_are_kronecker_products() {
        Tensor x = matrix(new double[][] {{1, 2}, {3, 4}});
        Tensor w = matrix(new double[][] {{5, 6, 7}, {8, 9, 10}});
        Linearization product = Derivatives.linearize(TensorFunction.of((a, b) -> a.matmul(b)), x, w);

        assertEquals("I₂ ⊗ Bᵀ", product.wrt(0).formula());
        assertMatrix(
                product.wrt(0),
                new double[][] {{5, 8, 0, 0}, {6, 9, 0, 0}, {7, 10, 0, 0}, {0, 0, 5, 8}, {0, 0, 6, 9}, {0, 0, 7, 10}});
        assertEquals("A ⊗ I₃", product.wrt(1).formula());
        assertMatrix(product.wrt(1), new double[][] {
            {1, 0, 0, 2, 0, 0},
            {0, 1, 0, 0, 2, 0},
            {0, 0, 1, 0, 0, 2},
            {3, 0, 0, 4, 0, 0},
            {0, 3, 0, 0, 4, 0},
            {0, 0, 3, 0, 0, 4}
        });
    }

    @Test
    void products_in_a_chain_become_one() {
        Tensor a = matrix(new double[][] {{1, 2}, {3, 4}});
        Tensor b = matrix(new double[][] {{0, 1}, {1, 1}});
        Tensor x = matrix(new double[][] {{1, 1}, {2, 5}});
        Jacobian both = Derivatives.jacobian(v -> a.matmul(v).matmul(b), x);
        Jacobian left = Derivatives.jacobian(v -> a.matmul(v), x);
        Jacobian right = Derivatives.jacobian(v -> v.matmul(b), x);

        assertEquals(Structure.KRONECKER, both.structure());
        assertEquals("A ⊗ Bᵀ", both.formula());
        assertMatrix(both, rows(right.dense().matmul(left.dense())));
        assertMatrix(left.then(right), rows(both.dense()));
    }

    @Test
    void a_bias_is_repeated_for_every_row() {
        Tensor x = matrix(new double[][] {{1, 2}, {3, 4}});
        Jacobian jacobian = Derivatives.linearize(TensorFunction.of((a, bias) -> a.add(bias)), x, tensor(1, 2))
                .wrt(1);

        assertEquals(Structure.REINDEXING, jacobian.structure());
        assertMatrix(jacobian, new double[][] {{1, 0}, {0, 1}, {1, 0}, {0, 1}});
        assertEquals(Structure.SUM, jacobian.transpose().structure());
        assertMatrix(jacobian.transpose(), new double[][] {{1, 0, 1, 0}, {0, 1, 0, 1}});
    }

    @Test
    void a_reshape_is_the_identity_and_a_constant_has_derivative_zero() {
        Tensor x = tensor(1, 2, 3, 4);
        assertEquals(
                Structure.IDENTITY,
                Derivatives.jacobian(v -> v.reshape(2, 2), x).structure());
        Jacobian zero = Derivatives.jacobian(v -> v.step(), x);
        assertEquals(Structure.ZERO, zero.structure());
        assertArrayEquals(new double[16], zero.dense().stored().toDoubles());
        assertArrayEquals(new double[4], zero.push(x).stored().toDoubles());
    }

    /** As for ∂Y/∂W of a layer: the matrix by structure is that of all pushes and of all pulls. */
    @Test
    void a_layers_matrix_has_pushes_as_columns_and_pulls_as_rows() {
        Tensor x = matrix(new double[][] {{0.1, -0.4, 2}, {0.3, 0.2, -1}});
        Tensor w = matrix(new double[][] {{0.5, 1}, {-0.3, 0.2}, {0.8, -0.6}});
        Tensor bias = tensor(0.1, -0.2);
        TensorFunction layer = TensorFunction.of((v, b) -> sigmoid(x.matmul(v).add(b)));
        Jacobian jacobian = Derivatives.linearize(layer, w, bias).wrt(0);

        double[][] matrix = rows(jacobian.dense());
        assertEquals("diag(y(1 − y)) · (A ⊗ I₂)", jacobian.formula());
        for (int column = 0; column < 6; column++) {
            double[] pushed = values(jacobian.push(unit(column, 3, 2)));
            for (int row = 0; row < 4; row++) {
                assertEquals(pushed[row], matrix[row][column], 1e-15);
            }
        }
        for (int row = 0; row < 4; row++) {
            assertArrayEquals(values(jacobian.pull(unit(row, 2, 2))), matrix[row], 1e-15);
        }
    }

    @Test
    void leading_axes_are_many_directions_at_once() {
        Tensor x = matrix(new double[][] {{0.1, -0.4, 2}, {0.3, 0.2, -1}});
        Tensor w = matrix(new double[][] {{0.5, 1}, {-0.3, 0.2}, {0.8, -0.6}});
        Jacobian jacobian = Derivatives.jacobian(v -> x.matmul(v).tanh().sum(0), w);

        Tensor first = unit(1, 3, 2);
        Tensor second = unit(4, 3, 2);
        Tensor both =
                dev.pullback.api.tensor.Functions.concat(0, first.reshape(1, 1, 3, 2), second.reshape(1, 1, 3, 2));
        Tensor pushed = jacobian.push(both);

        assertEquals("[2,1,2]", pushed.shape().toString());
        assertArrayEquals(values(jacobian.push(first)), values(pushed.slice(0, 0, 1)), 1e-15);
        assertArrayEquals(values(jacobian.push(second)), values(pushed.slice(0, 1, 2)), 1e-15);
    }

    @Test
    void many_ways_through_a_graph_cost_one_walk() {
        TensorFunction deep = TensorFunction.of(x -> {
            Tensor y = x;
            for (int i = 0; i < 60; i++) {
                y = y.sum().add(y.mul(0.1)).tanh();
            }
            return y;
        });
        Tensor x = tensor(0.01, -0.02);
        Jacobian jacobian = Derivatives.linearize(deep, x).wrt(0);

        assertInstanceOf(Jacobian.OfGraph.class, ((Jacobian.At) jacobian).map());
        double[][] matrix = rows(jacobian.dense());
        Tensor w = tensor(1, -3);
        double[] pulled = values(Derivatives.pull(deep, 1).apply(List.of(x, w)).getFirst());
        for (int column = 0; column < 2; column++) {
            assertEquals(pulled[column], matrix[0][column] - 3 * matrix[1][column], 1e-12);
        }
    }

    @Test
    void a_jacobian_can_be_differentiated_itself() {
        TensorFunction slope = TensorFunction.of(x ->
                Derivatives.jacobian(v -> v.square().mul(v), x).push(x.like(1).broadcastTo(x.shape())));
        // (x³)′ = 3x², whose derivative is 6x.
        assertMatrix(Derivatives.linearize(slope, tensor(2, -1)).wrt(0), new double[][] {{12, 0}, {0, -6}});
    }

    /** x₀²x₁ has the Hessian [[2x₁, 2x₀], [2x₀, 0]]. */
    @Test
    void the_hessian_is_the_jacobian_of_the_gradient() {
        TensorFunction f = TensorFunction.of(
                x -> x.slice(0, 0, 1).square().mul(x.slice(0, 1, 2)).sum());
        Tensor x = tensor(3, 5);

        assertMatrix(Derivatives.hessian(f, x).jacobian(0, 0), new double[][] {{10, 6}, {6, 0}});
        double[] product = values(
                Derivatives.hessianVector(f).apply(List.of(x, tensor(1, -1))).getFirst());
        assertArrayEquals(new double[] {4, 6}, product);
    }

    @Test
    void blocks_of_a_hessian_are_named_by_the_inputs() {
        TensorFunction f = TensorFunction.of((a, b) -> a.square().mul(b).sum());
        Linearization hessian = Derivatives.hessian(f, tensor(3, 1), tensor(5, 2));

        assertMatrix(hessian.jacobian(0, 0), new double[][] {{10, 0}, {0, 4}});
        assertMatrix(hessian.jacobian(0, 1), new double[][] {{6, 0}, {0, 2}});
        assertEquals(Structure.ZERO, hessian.jacobian(1, 1).structure());
        assertArrayEquals(new double[] {9, 1}, hessian.values().get(1).stored().toDoubles());
    }

    @Test
    void only_the_inputs_named_are_differentiated() {
        TensorFunction f = TensorFunction.of((a, b) -> a.square().mul(b).sum());
        List<Tensor> point = List.of(tensor(3, 1), tensor(5, 2));

        List<Tensor> gradient = Derivatives.gradient(f, 1).apply(point);
        assertEquals(1, gradient.size());
        assertArrayEquals(new double[] {9, 1}, values(gradient.getFirst()));
        Tensor pushed = Derivatives.push(f, 1)
                .apply(List.of(point.get(0), point.get(1), tensor(1, 1)))
                .getFirst();
        assertArrayEquals(new double[] {10}, values(pushed));
        assertThrows(
                ConfigurationException.class, () -> Derivatives.gradient(f, 2).apply(point));
    }

    @Test
    void a_matrix_too_large_is_refused_with_its_size() {
        Tensor x = backend.tensor(new double[300], 300);
        Jacobian jacobian = Derivatives.jacobian(v -> v.square(), x);

        String message = assertThrows(ShapeException.class, () -> jacobian.dense(100_000))
                .getMessage();
        assertTrue(message.contains("300 × 300 elements"), message);
        assertEquals(90_000, jacobian.dense(720_000).shape().size());
    }

    @Test
    void directions_that_do_not_fit_are_refused() {
        Jacobian jacobian = Derivatives.jacobian(v -> v.sum(), tensor(1, 2, 3));

        assertThrows(ShapeException.class, () -> jacobian.push(tensor(1, 2)));
        assertThrows(DTypeException.class, () -> jacobian.push(backend.tensor(new float[3], 3)));
        assertThrows(ShapeException.class, () -> jacobian.then(Derivatives.jacobian(v -> v.neg(), tensor(1, 2))));
        assertThrows(ShapeException.class, () -> jacobian.plus(Derivatives.jacobian(v -> v.neg(), tensor(1, 2, 3))));
    }

    private Tensor tensor(double... values) {
        return backend.tensor(values, values.length);
    }

    private Tensor matrix(double[][] rows) {
        double[] values = java.util.Arrays.stream(rows)
                .flatMapToDouble(java.util.Arrays::stream)
                .toArray();
        return backend.tensor(values, rows.length, rows[0].length);
    }

    private Tensor unit(int position, int... shape) {
        double[] values = new double[shape[0] * shape[1]];
        values[position] = 1;
        return backend.tensor(values, shape);
    }

    private static double[] values(Tensor tensor) {
        return tensor.stored().toDoubles();
    }

    private static double[][] rows(Tensor matrix) {
        int columns = matrix.shape().length(1);
        double[] values = values(matrix);
        double[][] rows = new double[matrix.shape().length(0)][];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = java.util.Arrays.copyOfRange(values, row * columns, (row + 1) * columns);
        }
        return rows;
    }

    private static void assertMatrix(Jacobian jacobian, double[][] expected) {
        double[][] matrix = rows(jacobian.dense());
        assertEquals(expected.length, matrix.length);
        for (int row = 0; row < expected.length; row++) {
            assertArrayEquals(expected[row], matrix[row], 1e-14, "row " + row);
        }
    }
}
