package dev.pullback.network.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.error.DataFormatException;
import dev.pullback.api.error.InputOutputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxFileTest {

    @TempDir
    Path folder;

    @Test
    void bytesAreReadUnsignedAndDivided() throws IOException {
        byte[] content = IdxContent.of(
                0x803, new int[] {2, 1, 2}, 4, elements -> elements.put(new byte[] {0, 51, (byte) 204, (byte) 255}));
        try (IdxFile file = IdxFile.open(write("images", content))) {
            assertEquals(IdxType.UNSIGNED_BYTE, file.type());
            assertArrayEquals(new int[] {2, 1, 2}, file.shape());
            assertEquals(16, file.headerBytes());
            assertArrayEquals(new float[] {0, 0.2f, 0.8f, 1}, file.readFloats(255));
        }
    }

    @Test
    void labelsAreReadUnsigned() throws IOException {
        assertArrayEquals(new int[] {0, 7, 255}, ints(IdxContent.labels(0, 7, 255)));
    }

    @Test
    void gzipIsToldByContentNotByName() throws IOException {
        byte[] labels = IdxContent.labels(3, 1, 4);
        assertArrayEquals(new int[] {3, 1, 4}, ints(IdxContent.gzip(labels)));
        try (IdxFile plainDespiteItsName = IdxFile.open(write("labels.gz", labels))) {
            assertArrayEquals(new int[] {3, 1, 4}, plainDespiteItsName.readInts());
        }
    }

    @Test
    void gzipMayHaveSeveralMembers() throws IOException {
        byte[] labels = IdxContent.labels(3, 1, 4, 1, 5);
        byte[] first = IdxContent.gzip(Arrays.copyOf(labels, 10));
        byte[] second = IdxContent.gzip(Arrays.copyOfRange(labels, 10, labels.length));
        assertArrayEquals(new int[] {3, 1, 4, 1, 5}, ints(IdxContent.concat(first, second)));
    }

    @Test
    void everyElementTypeOfTheFormatIsRead() throws IOException {
        assertArrayEquals(
                new int[] {-128, 127},
                ints(IdxContent.of(
                        0x901,
                        new int[] {2},
                        2,
                        elements -> elements.put((byte) -128).put((byte) 127))));
        assertArrayEquals(
                new int[] {-32768, 258},
                ints(IdxContent.of(
                        0xB01,
                        new int[] {2},
                        4,
                        elements -> elements.putShort(Short.MIN_VALUE).putShort((short) 258))));
        assertArrayEquals(
                new int[] {Integer.MIN_VALUE, 16909060},
                ints(IdxContent.of(
                        0xC01,
                        new int[] {2},
                        8,
                        elements -> elements.putInt(Integer.MIN_VALUE).putInt(0x01020304))));
        assertArrayEquals(
                new float[] {-1.5f, 3e38f},
                floats(IdxContent.of(
                        0xD01,
                        new int[] {2},
                        8,
                        elements -> elements.putFloat(-1.5f).putFloat(3e38f))));
        assertArrayEquals(
                new float[] {0.1f, -1e-30f},
                floats(IdxContent.of(
                        0xE01,
                        new int[] {2},
                        16,
                        elements -> elements.putDouble(0.1).putDouble(-1e-30))));
    }

    @Test
    void contentLargerThanAChunkComesThroughWhole() throws IOException {
        int count = 200_001;
        byte[] content = IdxContent.of(0xC01, new int[] {count}, 4 * count, elements -> {
            for (int i = 0; i < count; i++) {
                elements.putInt(i);
            }
        });
        int[] read = ints(IdxContent.gzip(content));
        for (int i = 0; i < count; i++) {
            assertEquals(i, read[i]);
        }
    }

    @Test
    void aFileCutOffAnywhereIsAnErrorThatNamesFileAndOffset() throws IOException {
        byte[] content = IdxContent.images(3, 2, 2);
        for (int length = 0; length < content.length; length++) {
            String message = damage(Arrays.copyOf(content, length));
            assertTrue(message.contains("ends at byte " + length), "cut at " + length + ": " + message);
        }
    }

    @Test
    void aGzipFileCutOffAnywhereIsAnError() throws IOException {
        byte[] content = IdxContent.gzip(IdxContent.images(3, 2, 2));
        for (int length = 0; length < content.length; length++) {
            assertTrue(damage(Arrays.copyOf(content, length)).contains("cut off"), "cut at " + length);
        }
    }

    @Test
    void contentCutOffBeforeItWasCompressedIsAnErrorWithTheDecompressedOffset() throws IOException {
        String message = damage(IdxContent.gzip(Arrays.copyOf(IdxContent.images(3, 2, 2), 20)));
        assertTrue(
                message.contains(
                        "ends at byte 20 of the decompressed content, but elements 0 to 11 of 12 was expected at byte 16 to 27"),
                message);
    }

    @Test
    void bytesBehindTheLastElementAreAnError() throws IOException {
        byte[] content = IdxContent.images(1, 2, 2);
        byte[] extra = {1};
        assertTrue(damage(IdxContent.concat(content, extra)).contains("at byte 20: expected the end of the file"));
        assertTrue(damage(IdxContent.gzip(IdxContent.concat(content, extra)))
                .contains("at byte 20 of the decompressed content: expected the end of the file"));
    }

    @Test
    void bytesBehindTheGzipDataAreAnError() throws IOException {
        byte[] content = IdxContent.gzip(IdxContent.images(1, 2, 2));
        for (int extra : new int[] {1, 7, 30, 100_000}) {
            String message = damage(IdxContent.concat(content, new byte[extra]));
            assertTrue(message.contains("%,d bytes that are not gzip".formatted(extra)), message);
        }
    }

    @Test
    void aFlippedBitInGzipDataIsAnError() throws IOException {
        byte[] content = IdxContent.gzip(IdxContent.images(30, 20, 20));
        content[content.length / 2] ^= 0x10;
        assertTrue(damage(content).contains("gzip data is corrupt"));
    }

    @Test
    void anotherMagicNumberIsAnErrorThatShowsIt() throws IOException {
        byte[] content = IdxContent.images(1, 2, 2);
        content[2] = 0x0A;
        String message = damage(content);
        assertTrue(message.contains("at byte 0: expected the magic number of an IDX file"), message);
        assertTrue(message.contains("found 0x00000A03"), message);
        assertTrue(damage("P5 28 28 255 some picture".getBytes(StandardCharsets.US_ASCII))
                .contains("found 0x50352032"));
    }

    @Test
    void sizesThatCannotBeAreErrors() throws IOException {
        byte[] none = {0, 0, 8, 0};
        assertTrue(damage(none).contains("at byte 3: expected at least 1 dimension"));
        byte[] negative = IdxContent.of(0x802, new int[] {1, -5}, 0, _ -> {});
        assertTrue(damage(negative).contains("at byte 8: expected the size of dimension 2 of 2, found -5"));
        byte[] huge = IdxContent.of(0x803, new int[] {Integer.MAX_VALUE, Integer.MAX_VALUE, 2}, 0, _ -> {});
        assertTrue(damage(huge).contains("2,147,483,647 × 2,147,483,647 × 2 elements of 1 bytes"));
        // Without the check against the file's size this would ask for 8 GB of memory before the first read.
        assertTrue(damage(IdxContent.gzip(IdxContent.of(0x801, new int[] {2_000_000_000}, 0, _ -> {})))
                .contains("cannot decompress to as much"));
    }

    @Test
    void floatingPointNumbersAreNoLabels() throws IOException {
        Path file = write("labels", IdxContent.of(0xD01, new int[] {1}, 4, elements -> elements.putFloat(1)));
        try (IdxFile labels = IdxFile.open(file)) {
            String message =
                    assertThrows(DataFormatException.class, labels::readInts).getMessage();
            assertEquals(file + " at byte 2: expected elements of an integer type, found FLOAT (0x0D)", message);
        }
    }

    @Test
    void aMissingFileAndAFolderAreToldApart() {
        Path missing = folder.resolve("none");
        assertEquals(
                "Cannot read " + missing + ": there is no such file",
                assertThrows(InputOutputException.class, () -> IdxFile.open(missing))
                        .getMessage());
        assertTrue(assertThrows(InputOutputException.class, () -> IdxFile.open(folder))
                .getMessage()
                .contains("it is a folder"));
    }

    private String damage(byte[] content) throws IOException {
        Path file = write("damaged", content);
        String message = assertThrows(DataFormatException.class, () -> {
                    try (IdxFile idx = IdxFile.open(file)) {
                        idx.readFloats(1);
                    }
                })
                .getMessage();
        assertTrue(message.startsWith(file.toString()), message);
        return message;
    }

    private int[] ints(byte[] content) throws IOException {
        try (IdxFile file = IdxFile.open(write("labels", content))) {
            return file.readInts();
        }
    }

    private float[] floats(byte[] content) throws IOException {
        try (IdxFile file = IdxFile.open(write("values", content))) {
            return file.readFloats(1);
        }
    }

    private Path write(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }
}
