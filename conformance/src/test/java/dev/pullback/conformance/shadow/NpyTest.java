package dev.pullback.conformance.shadow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.error.DataFormatException;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import dev.pullback.conformance.numeric.Values;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NpyTest {

    @Test
    void the_bytes_are_those_that_numpy_writes() {
        byte[] file = Npy.write(Values.of(TensorType.of(DType.FLOAT32, 1, 2), 1, -2));

        String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2), }";
        assertEquals("934e554d50590100" + "7600", HexFormat.of().formatHex(file, 0, 10));
        assertEquals(header + " ".repeat(117 - header.length()) + "\n", text(file, 10, 128));
        assertEquals("0000803f" + "000000c0", HexFormat.of().formatHex(file, 128, 136));
        assertEquals(136, file.length);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"'' ; ()", "'3' ; (3,)", "'3,4' ; (3, 4)", "'0,2,1' ; (0, 2, 1)"})
    void shapes_are_tuples_of_python(String lengths, String tuple) {
        int[] shape = Arrays.stream(lengths.strip().split(",", -1))
                .filter(length -> !length.isEmpty())
                .mapToInt(Integer::parseInt)
                .toArray();
        TensorType type = TensorType.of(DType.INT32, shape);

        byte[] file = Npy.write(Values.of(type, new double[(int) type.size()]));

        assertTrue(text(file, 10, file.length).contains("'shape': " + tuple + ", }"), text(file, 10, file.length));
        assertEquals(0, (file.length - type.bytes()) % 64);
        assertEquals(type, Npy.read(file, "file").type());
    }

    @ParameterizedTest
    @EnumSource
    void every_dtype_comes_back_as_it_was(DType dtype) {
        double[] numbers = switch (dtype) {
            case BOOL -> new double[] {0, 1, 1};
            case INT32 -> new double[] {Integer.MIN_VALUE, -1, Integer.MAX_VALUE};
            case FLOAT32 -> new double[] {-0.0, Float.MIN_VALUE, Double.NaN};
            case FLOAT64 -> new double[] {0.1, Double.NEGATIVE_INFINITY, Double.MIN_VALUE};
        };
        Values values = Values.of(TensorType.of(dtype, 3), numbers);

        Values read = Npy.read(Npy.write(values), "file");

        assertEquals(values.type(), read.type());
        assertArrayEquals(numbers, read.elements());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "NUMPY; NUMPI; is no array",
                "'<f4'; '<f2'; has elements of type '<f2'; tensors have",
                "False; 'True '; is written column by column",
                "(3,); (4,); has 12 bytes of elements",
                "(3,); (x,); has a header that is not understood",
                "(3,); (99999999999,); has no possible shape"
            })
    void a_damaged_or_foreign_array_is_refused(String right, String wrong, String message) {
        byte[] file = Npy.write(Values.of(TensorType.of(DType.FLOAT32, 3), 1, 2, 3));
        String changed = new String(file, StandardCharsets.ISO_8859_1).replace(right, wrong);
        byte[] bytes = Arrays.copyOf(changed.getBytes(StandardCharsets.ISO_8859_1), file.length);

        var failure = assertThrows(DataFormatException.class, () -> Npy.read(bytes, "x.npz, input_0.npy"));

        assertTrue(failure.getMessage().startsWith("x.npz, input_0.npy " + message), failure.getMessage());
    }

    @Test
    void a_cut_array_is_refused() {
        byte[] file = Npy.write(Values.of(TensorType.of(DType.FLOAT32, 3), 1, 2, 3));

        for (int length = 0; length < file.length; length++) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThrows(DataFormatException.class, () -> Npy.read(cut, "file"), "cut at " + length);
        }
    }

    private static String text(byte[] file, int from, int to) {
        return new String(file, from, to - from, StandardCharsets.US_ASCII);
    }
}
