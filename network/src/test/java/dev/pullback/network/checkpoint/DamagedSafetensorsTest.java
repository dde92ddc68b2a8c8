package dev.pullback.network.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.error.DataFormatException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DamagedSafetensorsTest {

    private static final String TWO_ARRAYS =
            "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'b':{'dtype':'BOOL','shape':[3],'data_offsets':[8,11]}}";

    @TempDir
    Path folder;

    @Test
    void theSoundFileIsRead() throws IOException {
        assertEquals(
                2,
                Safetensors.read(write(file(TWO_ARRAYS, 11)), Arena.ofAuto())
                        .entries()
                        .size());
    }

    @Test
    void aFileCutOffAnywhereIsAnError() throws IOException {
        byte[] sound = file(TWO_ARRAYS, 11);
        for (int length = 0; length < sound.length; length++) {
            String message = damage(Arrays.copyOf(sound, length));
            assertTrue(message.contains("cut off"), "cut at " + length + ": " + message);
        }
    }

    @Test
    void bytesBehindTheArraysAreAnError() throws IOException {
        int end = 8 + TWO_ARRAYS.length() + 11;
        assertEquals(
                "at byte %d: expected the end of the file at byte %d: 2 more bytes follow".formatted(end, end),
                damage(file(TWO_ARRAYS, 13)));
    }

    @Test
    void aHeaderLengthThatCannotBeIsAnError() throws IOException {
        for (long length : new long[] {0, 1, -1, Long.MIN_VALUE, 1L << 40, 200_000_000}) {
            byte[] bytes = file(TWO_ARRAYS, 11);
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(0, length);
            assertTrue(damage(bytes).startsWith("at byte 0: expected the length of the header"));
        }
    }

    /** Each replaces a part of the sound header by a wrong one; the error is expected where the text "at" starts. */
    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'F32'|'F16'|'F16'|expected one of the types [F64, F32, I32, BOOL] for array \"a\", found F16",
                "'F32'|32|32,|expected the type of \"a\", found 32",
                "'shape':[2]|'shape':[3]|'a'|array \"a\" is F32 of shape [3], expected offsets that are 12 bytes apart",
                "'shape':[2]|'shape':[-2]|-2|expected a number of at least 0 in the shape of \"a\", found -2",
                "'shape':[2]|'shape':[2.0]|2.0|expected a whole number in the shape of \"a\", found 2.0",
                "'shape':[2]|'shape':2|2,|expected an array of whole numbers, the shape of \"a\", found 2",
                "'shape':[2]|'shape':[9000000000000000000,9]|'a'|array \"a\" is F32",
                "'shape':[2]|'shape':[9223372036854775808]|9223|expected a number below 2^63 in the shape of \"a\"",
                "'shape':[2]|'size':[2]|'size'|expected dtype, shape or data_offsets for array \"a\", found size",
                ",'shape':[2]|``|'a'|expected dtype, shape and two data_offsets for array \"a\"",
                "[0,8]|[0]|'a'|expected dtype, shape and two data_offsets for array \"a\"",
                "[0,8]|[8,0]|'a'|array \"a\" is F32 of shape [2], expected offsets that are 8 bytes apart, found 8 to 0",
                "[0,8]|[1,9]|'a'|expected array \"a\" to begin at 0, where the one before ends, found 1: the arrays leave a gap",
                "[8,11]|[9,12]|'b'|expected array \"b\" to begin at 8, where the one before ends, found 9: the arrays leave a gap",
                "[8,11]|[7,10]|'b'|expected array \"b\" to begin at 8, where the one before ends, found 7: the arrays overlap",
                "'b':|'a':|:{'dtype':'BOOL'|the header is not well-formed JSON: Duplicate",
                "'b':|'__metadata__':|[3]|expected a text for \"shape\", found [",
                "}}|}}x|x|the header is not well-formed JSON",
                "}}|}} {}|{}|expected nothing but spaces behind the JSON object, found {",
                "{'a'|['a'|['a'|expected a JSON object with the arrays' names, found [",
            })
    void aWrongHeaderIsAnErrorAtItsPlace(String sound, String wrong, String at, String expected) throws IOException {
        assertTrue(TWO_ARRAYS.contains(sound), sound);
        String header = TWO_ARRAYS.replace(sound, wrong);
        String message = damage(file(header, 11));
        assertTrue(message.startsWith("at byte %d: %s".formatted(8 + header.indexOf(at), expected)), message);
    }

    @Test
    void aHeaderThatIsNotUtf8IsAnError() throws IOException {
        byte[] latin = file(TWO_ARRAYS, 11);
        latin[8 + 2] = (byte) 0xE9;
        assertTrue(damage(latin).contains("the header is not well-formed JSON"));
        byte[] zero = file(TWO_ARRAYS, 11);
        zero[8 + 1] = 0;
        assertEquals("at byte 9: expected a header in JSON, found a zero byte", damage(zero));
    }

    @Test
    void aBoolThatIsNeitherZeroNorOneIsAnErrorAtItsByte() throws IOException {
        byte[] bytes = file(TWO_ARRAYS, 11);
        bytes[bytes.length - 2] = 2;
        assertEquals(
                "at byte %d: expected 0 or 1, a BOOL of array \"b\", found 2".formatted(bytes.length - 2),
                damage(bytes));
    }

    private static byte[] file(String header, int dataBytes) {
        byte[] json = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + json.length + dataBytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json)
                .array();
    }

    /** The message of the error, without the file's name, which every message starts with. */
    private String damage(byte[] content) throws IOException {
        Path file = write(content);
        String message = assertThrows(DataFormatException.class, () -> Safetensors.read(file, Arena.ofAuto()))
                .getMessage();
        assertTrue(message.startsWith(file + " ") || message.startsWith(file + ":"), message);
        return message.substring(file.toString().length() + 1).strip();
    }

    private Path write(byte[] content) throws IOException {
        return Files.write(folder.resolve("damaged.safetensors"), content);
    }
}
