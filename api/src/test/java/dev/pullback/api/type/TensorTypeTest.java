package dev.pullback.api.type;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pullback.api.error.ShapeException;
import org.junit.jupiter.api.Test;

class TensorTypeTest {

    @Test
    void bytes_follow_from_dtype_and_shape() {
        assertEquals(4 * 6, TensorType.of(DType.FLOAT32, 2, 3).bytes());
        assertEquals(8, TensorType.of(DType.FLOAT64).bytes());
        assertEquals(6, TensorType.of(DType.BOOL, 2, 3).bytes());
        assertEquals(0, TensorType.of(DType.INT32, 0, 3).bytes());
    }

    @Test
    void sizes_beyond_a_long_are_an_error_and_not_a_small_number() {
        int much = Integer.MAX_VALUE;
        assertThrows(ShapeException.class, () -> TensorType.of(DType.FLOAT32, much, much, much));
        assertThrows(
                ShapeException.class,
                () -> TensorType.of(DType.FLOAT64, much, much).bytes());
    }

    @Test
    void is_written_as_numpy_writes_it() {
        assertEquals("float32[128,784]", TensorType.of(DType.FLOAT32, 128, 784).toString());
        assertEquals("bool[]", TensorType.of(DType.BOOL).toString());
    }

    @Test
    void dtype_and_shape_are_exchanged_one_at_a_time() {
        TensorType type = TensorType.of(DType.FLOAT32, 2);
        assertEquals(TensorType.of(DType.INT32, 2), type.with(DType.INT32));
        assertEquals(TensorType.of(DType.FLOAT32, 3), type.with(Shape.of(3)));
    }
}
