package dev.pullback.conformance.numeric;

import static dev.pullback.api.type.DType.FLOAT32;
import static dev.pullback.api.type.DType.FLOAT64;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What is near enough, and what is not. */
class LimitTest {

    private static final double NAN = Double.NaN;
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    @Test
    void exact_means_rounded_once() {
        double third = 1 / 3.0;
        assertTrue(accepts(Limit.EXACT, third, (float) third));
        assertFalse(accepts(Limit.EXACT, third, Math.nextUp((float) third)));
        assertTrue(Limit.EXACT.accepts(third, third, 0, 0, FLOAT64));
        assertFalse(Limit.EXACT.accepts(third, (float) third, 0, 0, FLOAT64));
    }

    @Test
    void zeros_with_signs_differ_only_where_elements_are_moved() {
        assertTrue(accepts(Limit.EXACT, -0.0, 0.0));
        assertFalse(accepts(Limit.BITS, -0.0, 0.0));
        assertTrue(accepts(Limit.BITS, -0.0, -0.0));
    }

    @Test
    void nan_and_infinities_must_be_the_same() {
        for (Limit limit : new Limit[] {Limit.BITS, Limit.EXACT, Limit.ulps(4), Limit.terms(8), Limit.whole(1)}) {
            assertTrue(accepts(limit, NAN, NAN));
            assertFalse(accepts(limit, NAN, 1));
            assertFalse(accepts(limit, 1, NAN));
            assertTrue(accepts(limit, INFINITY, INFINITY));
            assertFalse(accepts(limit, INFINITY, -INFINITY));
            assertFalse(accepts(limit, INFINITY, Float.MAX_VALUE));
            assertFalse(accepts(limit, 1, INFINITY));
        }
    }

    @Test
    void ulps_are_those_of_the_exact_result() {
        double ulp = Math.ulp(1f);
        assertTrue(accepts(Limit.ulps(3), 1, 1 + 3 * ulp));
        assertFalse(accepts(Limit.ulps(3), 1, 1 + 4 * ulp));
        assertTrue(accepts(Limit.ulps(3), 1e-42, 1e-42 + 3 * Float.MIN_VALUE));
    }

    @Test
    void at_the_end_of_the_range_infinity_is_as_near_as_the_largest_number() {
        double beyond = Float.MAX_VALUE * (1 + 1e-7);
        assertTrue(accepts(Limit.ulps(4), beyond, INFINITY));
        assertTrue(accepts(Limit.ulps(4), beyond, Float.MAX_VALUE));
        assertFalse(accepts(Limit.ulps(4), 2.0 * Float.MAX_VALUE, Float.MAX_VALUE));
        assertFalse(accepts(Limit.ulps(4), 0.5 * Float.MAX_VALUE, INFINITY));
    }

    @Test
    void sums_may_be_off_by_a_part_of_the_size_of_their_terms() {
        assertTrue(Limit.terms(8).accepts(0, 8 * 0x1p-24 * 100, 100, 0, FLOAT32));
        assertFalse(Limit.terms(8).accepts(0, 9 * 0x1p-24 * 100, 100, 0, FLOAT32));
        assertFalse(Limit.terms(8).accepts(0, 0x1p-24 * 100, 100, 0, FLOAT64));
    }

    @Test
    void expressions_may_be_off_by_a_part_of_their_largest_element() {
        assertTrue(Limit.whole(1e-5).accepts(0, 9e-4, 0, 100, FLOAT32));
        assertFalse(Limit.whole(1e-5).accepts(0, 2e-3, 0, 100, FLOAT32));
    }

    @Test
    void the_limits_of_sums_grow_as_those_of_trees_do() {
        assertEquals(Limit.terms(12), Limits.sum(1024, FLOAT32));
        assertEquals(Limit.terms(8), Limits.product(1024, false, FLOAT32));
        assertEquals(Limit.terms(68), Limits.product(1024, true, FLOAT32));
    }

    private static boolean accepts(Limit limit, double expected, double actual) {
        return limit.accepts(expected, actual, 0, 0, FLOAT32);
    }
}
