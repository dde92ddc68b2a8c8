package dev.pullback.cpu.reference;

import static dev.pullback.api.tensor.Functions.concat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.BackendOptions;
import dev.pullback.api.error.PullbackException;
import dev.pullback.api.error.ShapeException;
import dev.pullback.api.jacobian.Derivatives;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tensors as one writes, applies and reads them in a conversation with jshell. */
class TensorByHandTest {

    private final Backend backend = new ReferenceProvider().open("", BackendOptions.defaults());

    @AfterEach
    void close() {
        backend.close();
    }

    @Test
    void numbers_in_braces_are_float64_tensors() {
        assertEquals("float64[3] [1.0, 2.5, -3.0]", backend.vector(1, 2.5, -3).toString());
        assertEquals("float64[0] []", backend.vector().toString());
        assertEquals(
                "float64[2,3] [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]",
                backend.matrix(new double[][] {{1, 2, 3}, {4, 5, 6}}).toString());
        assertEquals("float64[0,0] []", backend.matrix().toString());
        assertEquals("float64[] 0.1", backend.scalar(0.1).toString());
    }

    @Test
    void a_matrix_whose_rows_differ_in_length_is_refused() {
        var failure = assertThrows(ShapeException.class, () -> backend.matrix(new double[][] {{1, 2}, {3}}));
        assertTrue(failure.getMessage().contains("of 2 and 1"), failure::getMessage);
    }

    @Test
    void a_function_is_applied_to_tensors_as_they_are() {
        TensorFunction product = TensorFunction.of((a, b) -> a.mul(b).sum());
        Tensor a = backend.vector(1, 2);
        Tensor b = backend.vector(3, 4);
        assertEquals(11, product.at(a, b).stored().toDoubles()[0]);
        List<Tensor> gradients = Derivatives.gradient(product).apply(a, b);
        assertArrayEquals(new double[] {3, 4}, gradients.get(0).stored().toDoubles());
        assertArrayEquals(new double[] {1, 2}, gradients.get(1).stored().toDoubles());
    }

    @Test
    void who_asks_for_the_one_result_of_a_function_that_has_two_is_told_what_to_use() {
        TensorFunction both = inputs -> List.of(inputs.getFirst(), inputs.getFirst());
        Tensor x = backend.vector(1);
        var failure = assertThrows(ShapeException.class, () -> both.at(x));
        assertTrue(failure.getMessage().contains("one result, not 2"), failure::getMessage);
        assertTrue(failure.getMessage().contains("apply(...)"), failure::getMessage);
    }

    @Test
    void a_tensor_that_is_closed_prints_so_instead_of_failing() {
        var closed = backend.vector(1, 2);
        closed.close();
        assertEquals("float64[2] (closed)", closed.toString());
        assertThrows(PullbackException.class, closed::toDoubles);

        var left = backend.vector(3);
        backend.close();
        assertEquals("float64[1] (closed)", left.toString());
    }

    @Test
    void a_single_number_is_read_whatever_its_shape_and_dtype() {
        assertEquals(0.1, backend.scalar(0.1).item());
        assertEquals(0.1f, backend.scalar(0.1f).item());
        assertEquals(3, backend.vector(1, 2).sum().item());
        assertEquals(7, backend.matrix(new double[][] {{7}}).item());
        assertEquals(-2, backend.tensor(new int[] {-2}).item());
        assertEquals(1, backend.tensor(new boolean[] {true}).item());
        assertEquals(0, backend.tensor(new boolean[] {false}).item());

        var failure =
                assertThrows(ShapeException.class, () -> backend.vector(1, 2).item());
        assertTrue(failure.getMessage().contains("float64[2]"), failure::getMessage);
        assertThrows(ShapeException.class, () -> backend.vector().item());
    }

    @Test
    void what_ops_compute_prints_like_what_is_written_down() {
        Tensor x = backend.vector(1, 2);
        assertEquals("float64[4] [1.0, 2.0, 2.0, 4.0]", concat(0, x, x.mul(2)).toString());
        assertEquals(
                "bool[2] [false, true]",
                x.compare(dev.pullback.api.op.Comparison.GREATER, x.like(1)).toString());
        assertEquals("int32[] 1", x.argmax(0).toString());
    }
}
