package dev.pullback.network.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.error.ClosedException;
import dev.pullback.api.error.ConfigurationException;
import dev.pullback.api.error.DataFormatException;
import dev.pullback.api.error.InputOutputException;
import dev.pullback.api.error.ShapeException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {

    @TempDir
    Path folder;

    private final Entry weights =
            new Entry("layers.0.weights", ElementType.F32, new long[] {2, 3}, MemorySegment.ofArray(new float[] {
                1, -2, 3.5f, 0, Float.MIN_VALUE, 6
            }));
    private final Entry rate =
            new Entry("rate", ElementType.F64, new long[0], MemorySegment.ofArray(new double[] {0.1}));
    private final Entry steps =
            new Entry("steps", ElementType.I32, new long[] {1}, MemorySegment.ofArray(new int[] {-7}));
    private final Entry mask =
            new Entry("mask", ElementType.BOOL, new long[] {3}, MemorySegment.ofArray(new byte[] {1, 0, 1}));

    /** The file that the format's own library (safetensors for Python) writes for this content, byte by byte. */
    @Test
    void theFileIsTheOneThatTheFormatAsksFor() throws IOException {
        String header = "{\"__metadata__\":{\"epoch\":\"3\"},"
                + "\"rate\":{\"dtype\":\"F64\",\"shape\":[],\"data_offsets\":[0,8]},"
                + "\"layers.0.weights\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[8,32]},"
                + "\"steps\":{\"dtype\":\"I32\",\"shape\":[1],\"data_offsets\":[32,36]},"
                + "\"mask\":{\"dtype\":\"BOOL\",\"shape\":[3],\"data_offsets\":[36,39]}}";
        int padded = (header.length() + 7) / 8 * 8;
        var expected = ByteBuffer.allocate(8 + padded + 39).order(ByteOrder.LITTLE_ENDIAN);
        expected.putLong(padded);
        expected.put(header.getBytes(StandardCharsets.US_ASCII));
        while (expected.position() < 8 + padded) {
            expected.put((byte) ' ');
        }
        expected.putDouble(0.1);
        for (float weight : new float[] {1, -2, 3.5f, 0, Float.MIN_VALUE, 6}) {
            expected.putFloat(weight);
        }
        expected.putInt(-7).put((byte) 1).put((byte) 0).put((byte) 1);

        Path file = folder.resolve("model.safetensors");
        new Safetensors(Map.of("epoch", "3"), List.of(weights, mask, rate, steps)).write(file);
        assertArrayEquals(expected.array(), Files.readAllBytes(file));
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        Path file = folder.resolve("model.safetensors");
        var written = new Safetensors(
                Map.of("layers", "64-10", "note", "grüße \"und\" \u4f60\n"), List.of(rate, weights, steps, mask));
        written.write(file);
        try (Arena arena = Arena.ofConfined()) {
            Safetensors read = Safetensors.read(file, arena);
            assertEquals(written, read);
            assertEquals(-2f, read.entry("layers.0.weights").data().get(ValueLayout.JAVA_FLOAT, 4));
        }
    }

    @Test
    void theOrderInWhichArraysAreHandedOverMakesNoDifference() throws IOException {
        Path one = folder.resolve("one");
        Path other = folder.resolve("other");
        new Safetensors(Map.of("a", "1", "b", "2", "c", "3"), List.of(rate, weights, steps, mask)).write(one);
        new Safetensors(Map.of("c", "3", "b", "2", "a", "1"), List.of(mask, steps, weights, rate)).write(other);
        assertArrayEquals(Files.readAllBytes(one), Files.readAllBytes(other));
    }

    @Test
    void arraysLargerThanTheBufferAndEmptyOnesComeThrough() {
        Path file = folder.resolve("large");
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment large = arena.allocate(4 * 700_001L, 4);
            for (int i = 0; i < 700_001; i++) {
                large.setAtIndex(ValueLayout.JAVA_INT, i, i * 31);
            }
            var written = new Safetensors(
                    Map.of(),
                    List.of(
                            new Entry("a", ElementType.I32, new long[] {0, 5}, MemorySegment.ofArray(new int[0])),
                            new Entry("b", ElementType.I32, new long[] {700_001}, large)));
            written.write(file);
            assertEquals(written, Safetensors.read(file, arena));
        }
    }

    @Test
    void aFileWithNothingInItIsValid() {
        Path file = folder.resolve("empty");
        new Safetensors(Map.of(), List.of()).write(file);
        assertEquals(new Safetensors(Map.of(), List.of()), Safetensors.read(file, Arena.ofAuto()));
    }

    @Test
    void everyArrayStartsAtAMultipleOfItsElementsWidth() {
        Path file = folder.resolve("aligned");
        new Safetensors(Map.of(), List.of(mask, steps, rate)).write(file);
        for (Entry entry : Safetensors.read(file, Arena.ofAuto()).entries()) {
            assertEquals(0, entry.data().address() % entry.type().bytes(), entry.name());
        }
    }

    @Test
    void namesMustBeUniqueAndNotTheReservedOne() {
        assertThrows(ConfigurationException.class, () -> new Safetensors(Map.of(), List.of(rate, rate)));
        var reserved = new Entry("__metadata__", ElementType.BOOL, new long[0], MemorySegment.ofArray(new byte[] {1}));
        assertTrue(assertThrows(ConfigurationException.class, () -> new Safetensors(Map.of(), List.of(reserved)))
                .getMessage()
                .contains("reserved"));
    }

    @Test
    void dataOfAnotherLengthThanItsShapeIsRefused() {
        MemorySegment four = MemorySegment.ofArray(new float[1]);
        assertEquals(
                "Entry w: F32 of shape [2, 3] needs 24 bytes, got 4",
                assertThrows(ShapeException.class, () -> new Entry("w", ElementType.F32, new long[] {2, 3}, four))
                        .getMessage());
        assertThrows(ShapeException.class, () -> new Entry("w", ElementType.F32, new long[] {-1}, four));
        assertThrows(
                ShapeException.class,
                () -> new Entry("w", ElementType.F32, new long[] {1L << 62, 1L << 62, 1L << 62, 1L << 62}, four));
    }

    @Test
    void anArrayThatIsNotThereIsRefusedWithTheOnesThatAre() {
        var content = new Safetensors(Map.of(), List.of(rate, steps));
        assertEquals(
                "The checkpoint has no array named bias; it has: rate, steps",
                assertThrows(DataFormatException.class, () -> content.entry("bias"))
                        .getMessage());
    }

    @Test
    void aBoolIsZeroOrOne() {
        var odd = new Entry("odd", ElementType.BOOL, new long[] {2}, MemorySegment.ofArray(new byte[] {0, 2}));
        Path file = folder.resolve("odd");
        assertThrows(DataFormatException.class, () -> new Safetensors(Map.of(), List.of(odd)).write(file));
        assertTrue(Files.notExists(file));
    }

    @Test
    void memoryThatHasBeenFreedIsRefused() {
        Arena arena = Arena.ofConfined();
        var entry = new Entry("gone", ElementType.F32, new long[] {1}, arena.allocate(4));
        var content = new Safetensors(Map.of(), List.of(entry));
        arena.close();
        assertThrows(ClosedException.class, () -> content.write(folder.resolve("file")));
    }

    @Test
    void aMissingFileIsRefused() {
        Path missing = folder.resolve("none");
        assertEquals(
                "Cannot read " + missing + ": there is no such file",
                assertThrows(InputOutputException.class, () -> Safetensors.read(missing, Arena.ofAuto()))
                        .getMessage());
    }
}
