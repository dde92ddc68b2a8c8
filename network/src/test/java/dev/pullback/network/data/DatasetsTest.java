package dev.pullback.network.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.error.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetsTest {

    @TempDir
    Path folder;

    @Test
    void digitsAreOpenedByName() {
        assertEquals(1437, Datasets.open("digits").train().size());
        assertEquals(360, Datasets.open("Digits").test().size());
    }

    @Test
    void aFolderOfIdxFilesIsOpenedByPath() throws IOException {
        Files.write(folder.resolve("train-images"), IdxContent.images(2, 2, 2));
        Files.write(folder.resolve("train-labels"), IdxContent.labels(0, 1));
        Files.write(folder.resolve("t10k-images"), IdxContent.images(1, 2, 2));
        Files.write(folder.resolve("t10k-labels"), IdxContent.labels(1));
        assertEquals(2, Datasets.open(folder.toString()).train().size());
    }

    @Test
    void aCsvFileIsSplitAndStandardized() throws IOException {
        var csv = new StringBuilder("big,small,kind\n");
        for (int i = 0; i < 50; i++) {
            csv.append(1000 * i).append(',').append(i * 0.001).append(i % 2 == 0 ? ",even\n" : ",odd\n");
        }
        DataSplit split =
                Datasets.open(Files.writeString(folder.resolve("data.csv"), csv).toString());
        assertEquals(40, split.train().size());
        assertEquals(10, split.test().size());
        for (float value : split.train().inputs()) {
            assertTrue(Math.abs(value) < 2, "not standardized: " + value);
        }
    }

    @Test
    void anUnknownNameIsRefusedWithWhatIsPossible() {
        String message = assertThrows(ConfigurationException.class, () -> Datasets.open("minst"))
                .getMessage();
        for (String part : new String[] {"\"minst\"", "digits", "fashion-mnist", "IDX", "CSV"}) {
            assertTrue(message.contains(part), message);
        }
        assertThrows(ConfigurationException.class, () -> Datasets.open("no\0path"));
    }
}
