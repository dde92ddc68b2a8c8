package dev.pullback.network.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.error.ConfigurationException;
import dev.pullback.api.error.DataFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFileTest {

    @TempDir
    Path folder;

    @Test
    void theLastColumnIsTheLabel() throws IOException {
        Dataset data = read("1,2.5,0\n-3e2,.5,1\n");
        assertEquals(2, data.features());
        assertArrayEquals(new float[] {1, 2.5f, -300, 0.5f}, data.inputs());
        assertArrayEquals(new int[] {0, 1}, data.labels());
    }

    @Test
    void aFirstLineOfNamesIsAHeader() throws IOException {
        Dataset data = read("length,width,kind\n1,2,rose\n3,4,lily\n5,6,rose\n");
        assertEquals(3, data.size());
        assertEquals(List.of("lily", "rose"), data.labelNames());
        assertArrayEquals(new int[] {1, 0, 1}, data.labels());
    }

    @Test
    void aFirstLineWithANameOnlyAsItsLabelIsASample() throws IOException {
        assertEquals(2, read("1,2,rose\n3,4,lily\n").size());
    }

    @Test
    void theLabelColumnIsFoundByNameAndByNumber() throws IOException {
        String csv = "a,kind,b\n1,x,2\n3,y,4\n";
        for (String column : List.of("kind", "1", "-2")) {
            Dataset data = CsvFile.read(write(csv), column);
            assertArrayEquals(new float[] {1, 2, 3, 4}, data.inputs(), column);
            assertArrayEquals(new int[] {0, 1}, data.labels(), column);
        }
    }

    @Test
    void aLabelColumnFoundByNameMakesTheFirstLineAHeaderEvenOfNumbers() throws IOException {
        assertEquals(2, CsvFile.read(write("0.5,label\n1,2\n3,4\n"), "label").size());
    }

    @Test
    void aLabelColumnThatIsNotThereIsRefusedWithTheOnesThatAre() throws IOException {
        Path file = write("a,b,kind\n1,2,x\n");
        assertTrue(assertThrows(ConfigurationException.class, () -> CsvFile.read(file, "sort"))
                .getMessage()
                .endsWith("its first line has: a, b, kind"));
        assertThrows(ConfigurationException.class, () -> CsvFile.read(file, "3"));
        assertThrows(ConfigurationException.class, () -> CsvFile.read(file, "-4"));
    }

    @Test
    void wholeNumbersAreClassesInNumericalOrder() throws IOException {
        Dataset data = read("0,10\n0,9\n0,-1\n0,9.0\n");
        assertEquals(List.of("-1", "9", "10"), data.labelNames());
        assertArrayEquals(new int[] {2, 1, 0, 1}, data.labels());
    }

    @Test
    void semicolonsTabsQuotesEmptyLinesAndWindowsLineEndsAreUnderstood() throws IOException {
        assertEquals(2, read("1;2;0\r\n\r\n3;4;1\r\n").features());
        assertEquals(2, read("1\t2\t0\n3\t4\t1").features());
        assertEquals(
                List.of("say \"no\"", "yes, please"),
                read("1,\"yes, please\"\n2,\"say \"\"no\"\"\"\n").labelNames());
    }

    @Test
    void aCompressedFileIsReadWhateverItsName() throws IOException {
        Path file =
                Files.write(folder.resolve("data"), IdxContent.gzip("1,2,0\n3,4,1\n".getBytes(StandardCharsets.UTF_8)));
        assertArrayEquals(new float[] {1, 2, 3, 4}, CsvFile.read(file).inputs());
    }

    @Test
    void aFieldThatIsNotANumberIsNamedWithLineAndColumn() throws IOException {
        assertEquals(
                "line 3, column 2 (width): expected a number that float32 can hold, found \"wide\"",
                damage("length,width,kind\n1,2,x\n3,wide,y\n"));
        assertEquals("line 2, column 1: expected a number that float32 can hold, found \"\"", damage("1,2,0\n,4,1\n"));
        for (String bad : List.of("NaN", "Infinity", "1e39", "1f", "0x1p3", "1 2", "1.2.3")) {
            assertTrue(damage("1,2,0\n" + bad + ",4,1\n").contains("found \"" + bad + "\""), bad);
        }
    }

    @Test
    void aLineWithAnotherNumberOfColumnsIsNamed() throws IOException {
        assertEquals("line 2: expected 3 columns as in the first line, found 2", damage("1,2,0\n3,1\n"));
        assertEquals("line 4: expected 3 columns as in the first line, found 4", damage("1,2,0\n\n3,4,1\n5,6,7,0\n"));
    }

    @Test
    void aMissingLabelIsNamed() throws IOException {
        assertEquals("line 2, column 3: expected a label, found nothing", damage("1,2,x\n3,4,\n"));
    }

    @Test
    void aColumnOfMeasurementsIsNoLabel() throws IOException {
        assertEquals(
                "line 3, column 2: expected a class, a whole number or a name, found 2.5; is this the label column?",
                damage("1,1\n2,2\n3,2.5\n"));
    }

    @Test
    void oneClassAloneIsRefused() throws IOException {
        assertEquals("column 2: expected labels of at least two classes, found 7 in every line", damage("1,7\n2,7\n"));
    }

    @Test
    void filesWithoutSamplesAreRefused() throws IOException {
        assertTrue(damage("").contains("the file is empty"));
        assertTrue(damage("\n\n").contains("the file is empty"));
        assertTrue(damage("a,b,kind\n").contains("line 2: expected a sample after the header"));
        assertTrue(damage("1\n2\n").contains("found a single column"));
    }

    @Test
    void anUnclosedQuoteIsAnErrorAfterTheLastGoodLine() throws IOException {
        assertTrue(damage("1,2,a\n3,4,\"b\n5,6,c\n").startsWith("after line 1: not well-formed CSV"));
    }

    @Test
    void bytesThatAreNotUtf8AreAnError() throws IOException {
        assertTrue(damage("1,2,a\n3,4,caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1))
                .contains("expected text in UTF-8"));
    }

    @Test
    void damagedGzipIsAnError() throws IOException {
        var text = new StringBuilder();
        for (int i = 0; i < 5000; i++) {
            text.append(i * 7919 % 1000)
                    .append(',')
                    .append(i * 104729 % 977)
                    .append(',')
                    .append(i % 3)
                    .append('\n');
        }
        byte[] content = IdxContent.gzip(text.toString().getBytes(StandardCharsets.UTF_8));
        assertTrue(damage(Arrays.copyOf(content, content.length / 2)).contains("the gzip data is cut off"));
        assertTrue(damage(Arrays.copyOf(content, content.length - 3)).contains("the gzip data is cut off"));
        assertTrue(damage(IdxContent.concat(content, new byte[5])).contains("5 bytes that are not gzip"));
        byte[] flipped = content.clone();
        flipped[content.length - 6] ^= 1;
        assertTrue(damage(flipped).contains("the gzip data is corrupt"));
    }

    private Dataset read(String csv) throws IOException {
        return CsvFile.read(write(csv));
    }

    private Path write(String csv) throws IOException {
        return Files.writeString(folder.resolve("data.csv"), csv);
    }

    private String damage(String csv) throws IOException {
        return damage(csv.getBytes(StandardCharsets.UTF_8));
    }

    /** The message of the error, without the file's name, which every message starts with. */
    private String damage(byte[] csv) throws IOException {
        Path file = Files.write(folder.resolve("damaged.csv"), csv);
        String message = assertThrows(DataFormatException.class, () -> CsvFile.read(file))
                .getMessage();
        assertTrue(message.startsWith(file.toString()), message);
        return message.substring(file.toString().length()).replaceFirst("^[,:] ", "");
    }
}
