package dev.pullback.api.type;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pullback.api.error.ShapeException;
import org.junit.jupiter.api.Test;

class ShapeTest {

    private static final Shape SHAPE = Shape.of(2, 3, 5);

    @Test
    void counts_elements_and_axes() {
        assertEquals(30, SHAPE.size());
        assertEquals(3, SHAPE.rank());
        assertEquals(1, Shape.SCALAR.size());
        assertEquals(0, Shape.of(7, 0, 3).size());
        assertEquals(4L * Integer.MAX_VALUE, Shape.of(4, Integer.MAX_VALUE).size());
    }

    @Test
    void the_last_axis_is_contiguous() {
        assertArrayEquals(new long[] {15, 5, 1}, SHAPE.strides());
        assertArrayEquals(new long[] {}, Shape.SCALAR.strides());
    }

    @Test
    void negative_axes_count_from_the_end() {
        assertEquals(5, SHAPE.length(-1));
        assertEquals(0, SHAPE.axis(-3));
        assertThrows(ShapeException.class, () -> SHAPE.axis(3));
        assertThrows(ShapeException.class, () -> SHAPE.axis(-4));
        assertThrows(ShapeException.class, () -> Shape.SCALAR.axis(0));
    }

    @Test
    void negative_lengths_are_refused() {
        assertThrows(ShapeException.class, () -> Shape.of(3, -1));
    }

    @Test
    void shapes_do_not_change_with_the_arrays_around_them() {
        int[] lengths = {2, 3};
        Shape shape = Shape.of(lengths);
        lengths[0] = 9;
        shape.lengths()[1] = 9;
        assertEquals(Shape.of(2, 3), shape);
    }

    @Test
    void axes_are_replaced_removed_and_collapsed() {
        assertEquals(Shape.of(2, 3, 7), SHAPE.with(-1, 7));
        assertEquals(Shape.of(3), SHAPE.without(Axes.of(0, 2)));
        assertEquals(Shape.of(1, 3, 1), SHAPE.collapsed(Axes.of(0, 2)));
    }

    @Test
    void broadcasting_aligns_at_the_last_axis() {
        assertEquals(Shape.of(3, 4), Shape.broadcast(Shape.of(3, 1), Shape.of(4)));
        assertEquals(Shape.of(2, 3), Shape.broadcast(Shape.SCALAR, Shape.of(2, 3)));
        assertEquals(Shape.of(0), Shape.broadcast(Shape.of(0), Shape.of(1)));
        assertNull(Shape.broadcast(Shape.of(3), Shape.of(4)));
        assertNull(Shape.broadcast(Shape.of(0), Shape.of(2)));
    }

    @Test
    void equal_lengths_make_equal_shapes() {
        assertEquals(Shape.of(2, 3).hashCode(), Shape.of(2, 3).hashCode());
        assertNotEquals(Shape.of(2, 3), Shape.of(3, 2));
        assertNotEquals(Shape.of(1), Shape.SCALAR);
        assertEquals("[2,3,5]", SHAPE.toString());
        assertEquals("[]", Shape.SCALAR.toString());
    }

    @Test
    void axes_named_by_users_are_resolved_and_sorted() {
        assertEquals(Axes.of(0, 2), Axes.resolve(SHAPE, -1, 0));
        assertEquals(Axes.of(0, 1, 2), Axes.resolve(SHAPE));
        assertThrows(ShapeException.class, () -> Axes.resolve(SHAPE, 1, -2));
    }

    @Test
    void a_permutation_has_an_inverse() {
        assertEquals(Axes.of(1, 2, 0), Axes.of(2, 0, 1).inverse());
    }
}
