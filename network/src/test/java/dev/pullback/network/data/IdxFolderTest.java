package dev.pullback.network.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.error.ConfigurationException;
import dev.pullback.api.error.DataFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxFolderTest {

    @TempDir
    Path folder;

    @BeforeEach
    void aSmallSet() throws IOException {
        write("train-images-idx3-ubyte", IdxContent.images(3, 2, 2));
        write("train-labels-idx1-ubyte", IdxContent.labels(2, 0, 1));
        write("t10k-images-idx3-ubyte.gz", IdxContent.gzip(IdxContent.images(2, 2, 2)));
        write("t10k-labels-idx1-ubyte.gz", IdxContent.gzip(IdxContent.labels(1, 1)));
    }

    @Test
    void fourFilesMakeADataSet() {
        DataSplit split = IdxFolder.open(folder);
        assertEquals(3, split.train().size());
        assertEquals(2, split.test().size());
        assertEquals(4, split.train().features());
        assertEquals(3, split.train().classes());
        assertArrayEquals(new int[] {2, 0, 1}, split.train().labels());
        assertArrayEquals(new int[] {1, 1}, split.test().labels());
        assertEquals(11 / 255f, split.train().inputs()[11]);
    }

    @Test
    void theTestFilesMayBeCalledTest() throws IOException {
        Files.move(folder.resolve("t10k-images-idx3-ubyte.gz"), folder.resolve("test-images.idx"));
        Files.move(folder.resolve("t10k-labels-idx1-ubyte.gz"), folder.resolve("test-labels.idx"));
        assertEquals(2, IdxFolder.open(folder).test().size());
    }

    @Test
    void valuesOfOtherTypesAreKeptAsTheyAre() throws IOException {
        write("train-images-idx3-ubyte", IdxContent.of(0xD02, new int[] {3, 4}, 48, elements -> {
            for (int i = 0; i < 12; i++) {
                elements.putFloat(i - 6);
            }
        }));
        assertEquals(5f, IdxFolder.open(folder).train().inputs()[11]);
    }

    @Test
    void aMissingFileIsNamed() throws IOException {
        Files.delete(folder.resolve("t10k-labels-idx1-ubyte.gz"));
        String message = assertThrows(ConfigurationException.class, () -> IdxFolder.open(folder))
                .getMessage();
        assertTrue(message.contains("no file with a name starting with t10k-labels or test-labels"), message);
    }

    @Test
    void numbersOfImagesAndLabelsMustAgree() throws IOException {
        write("train-labels-idx1-ubyte", IdxContent.labels(2, 0, 1, 1));
        String message = damage();
        assertTrue(message.startsWith(folder.resolve("train-images-idx3-ubyte") + " at byte 4"), message);
        assertTrue(message.contains("expected 4 images, one for each label in"), message);
        assertTrue(message.endsWith("found 3"), message);
    }

    @Test
    void aTestLabelThatNoTrainingSampleHasIsNamed() throws IOException {
        write("t10k-labels-idx1-ubyte.gz", IdxContent.labels(1, 9));
        assertTrue(damage().contains("label 1 of 2 is 9, expected one of the classes 0 to 2"));
    }

    @Test
    void exchangedFilesAreNoticed() throws IOException {
        write("train-images-idx3-ubyte", IdxContent.labels(2, 0, 1));
        assertTrue(damage().contains("at byte 3: expected images"));
        write("train-labels-idx1-ubyte", IdxContent.images(3, 2, 2));
        assertTrue(damage().contains("at byte 3: expected labels"));
    }

    @Test
    void labelsThatMakeNoSenseDoNotMakeABillionClasses() throws IOException {
        write(
                "train-labels-idx1-ubyte",
                IdxContent.of(
                        0xC01,
                        new int[] {3},
                        12,
                        elements -> elements.putInt(0).putInt(2_000_000_000).putInt(1)));
        assertTrue(damage().contains("expected labels below 65,536, found 2,000,000,000"));
    }

    @Test
    void aSetWithoutSamplesIsRefused() throws IOException {
        write("train-images-idx3-ubyte", IdxContent.images(0, 2, 2));
        write("train-labels-idx1-ubyte", IdxContent.labels());
        assertTrue(damage().contains("expected at least one image"));
    }

    private String damage() {
        return assertThrows(DataFormatException.class, () -> IdxFolder.open(folder))
                .getMessage();
    }

    private void write(String name, byte[] content) throws IOException {
        Files.write(folder.resolve(name), content);
    }
}
