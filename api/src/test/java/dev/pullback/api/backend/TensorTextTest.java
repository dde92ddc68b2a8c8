package dev.pullback.api.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How a tensor reads when it is printed. */
class TensorTextTest {

    @Test
    void a_short_tensor_is_one_line_of_its_type_and_its_rows() {
        assertEquals(
                "float64[2,3] [[1.0, 2.5, -0.1], [0.0, 3.0, 4.0]]", text(new double[] {1, 2.5, -0.1, 0, 3, 4}, 2, 3));
        assertEquals("float64[1,1,2] [[[1.0, 2.0]]]", text(new double[] {1, 2}, 1, 1, 2));
    }

    @Test
    void a_scalar_is_its_value_alone_and_an_empty_tensor_has_none() {
        assertEquals("float64[] 0.25", text(new double[] {0.25}));
        assertEquals("float64[0] []", text(new double[0], 0));
        assertEquals("float64[2,0,3] []", text(new double[0], 2, 0, 3));
    }

    @Test
    void every_dtype_is_written_in_its_own_way() {
        assertEquals("float32[2] [0.1, 16.0]", text(DType.FLOAT32, MemorySegment.ofArray(new float[] {0.1f, 16}), 2));
        assertEquals(
                "int32[3] [1, -2147483648, 1234567]",
                text(DType.INT32, MemorySegment.ofArray(new int[] {1, Integer.MIN_VALUE, 1234567}), 3));
        assertEquals("bool[2] [true, false]", text(DType.BOOL, MemorySegment.ofArray(new byte[] {1, 0}), 2));
    }

    @Test
    void numbers_have_six_significant_digits_at_most() {
        assertEquals("0.3", NumberText.of(0.1 + 0.2));
        assertEquals("0.666667", NumberText.of(2.0 / 3));
        assertEquals("-123.457", NumberText.of(-123.456789));
        assertEquals("1.0", NumberText.of(0.9999999));
        assertEquals("100.0", NumberText.of(100));
    }

    @Test
    void very_large_and_very_small_numbers_have_a_power_of_ten() {
        assertEquals("999999.0", NumberText.of(999_999));
        assertEquals("1.0e6", NumberText.of(999_999.9));
        assertEquals("-1.23457e9", NumberText.of(-1.23456789e9));
        assertEquals("0.000123457", NumberText.of(0.000123456789));
        assertEquals("1.23457e-5", NumberText.of(0.0000123456789));
        assertEquals("4.94066e-324", NumberText.of(Double.MIN_VALUE));
        assertEquals("1.79769e308", NumberText.of(Double.MAX_VALUE));
    }

    @Test
    void what_is_no_ordinary_number_is_shown_as_it_is() {
        assertEquals(
                "float64[4] [NaN, Infinity, -Infinity, -0.0]",
                text(new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0}, 4));
    }

    @Test
    void the_locale_makes_no_difference() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertEquals("float64[2] [1234.5, 1.23457e9]", text(new double[] {1234.5, 1.23456789e9}, 2));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void rows_that_do_not_fit_in_one_line_stand_below_each_other_right_aligned() {
        double[] values = counted(4 * 5);
        values[7] = -1000.125;
        assertEquals("""
                float64[4,5]
                [[     0.0,      1.0,      2.0,      3.0,      4.0],
                 [     5.0,      6.0, -1000.13,      8.0,      9.0],
                 [    10.0,     11.0,     12.0,     13.0,     14.0],
                 [    15.0,     16.0,     17.0,     18.0,     19.0]]""", text(values, 4, 5));
    }

    @Test
    void matrices_of_a_stack_stand_apart() {
        assertEquals("""
                float64[2,2,6]
                [[[ 0.0,  1.0,  2.0,  3.0,  4.0,  5.0],
                  [ 6.0,  7.0,  8.0,  9.0, 10.0, 11.0]],

                 [[12.0, 13.0, 14.0, 15.0, 16.0, 17.0],
                  [18.0, 19.0, 20.0, 21.0, 22.0, 23.0]]]""", text(counted(24), 2, 2, 6));
    }

    @Test
    void a_long_row_goes_on_in_the_next_line() {
        assertEquals("""
                float64[20]
                [ 0.0,  1.0,  2.0,  3.0,  4.0,  5.0,  6.0,  7.0,  8.0,  9.0, 10.0, 11.0, 12.0,
                 13.0, 14.0, 15.0, 16.0, 17.0, 18.0, 19.0]""", text(counted(20), 20));
        Arrays.stream(text(counted(1000), 1000).split("\n")).forEach(line -> assertTrue(line.length() <= 80, line));
    }

    @Test
    void a_thousand_values_are_all_shown_and_of_more_the_first_and_last_three_along_each_axis() {
        assertEquals(1000, text(counted(1000), 1000).split(",").length);
        assertEquals(
                "float64[1001]\n[   0.0,    1.0,    2.0,      …,  998.0,  999.0, 1000.0]", text(counted(1001), 1001));
        assertEquals("""
                float64[300,4]
                [[   0.0,    1.0,    2.0,    3.0],
                 [   4.0,    5.0,    6.0,    7.0],
                 [   8.0,    9.0,   10.0,   11.0],
                 …,
                 [1188.0, 1189.0, 1190.0, 1191.0],
                 [1192.0, 1193.0, 1194.0, 1195.0],
                 [1196.0, 1197.0, 1198.0, 1199.0]]""", text(counted(1200), 300, 4));
    }

    private static double[] counted(int size) {
        return IntStream.range(0, size).mapToDouble(i -> i).toArray();
    }

    private static String text(double[] values, int... shape) {
        return text(DType.FLOAT64, MemorySegment.ofArray(values), shape);
    }

    private static String text(DType dtype, MemorySegment values, int... shape) {
        return TensorText.of(TensorType.of(dtype, shape), values);
    }
}
