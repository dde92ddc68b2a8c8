package dev.pullback.network.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DigitsTest {

    @Test
    void theSetIsTheOneOfTheRepository() {
        Dataset digits = Digits.all();
        assertEquals(1797, digits.size());
        assertEquals(64, digits.features());
        assertEquals(10, digits.classes());
        assertEquals(List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"), digits.labelNames());
        // Samples per class as the repository's description of optdigits.tes has them.
        assertArrayEquals(new long[] {178, 182, 177, 183, 181, 182, 181, 179, 174, 180}, perClass(digits));
    }

    @Test
    void pixelsLieBetweenWhiteAndBlackAndBothOccur() {
        float smallest = Float.MAX_VALUE;
        float largest = -Float.MAX_VALUE;
        for (float pixel : Digits.all().inputs()) {
            smallest = Math.min(smallest, pixel);
            largest = Math.max(largest, pixel);
        }
        assertEquals(0f, smallest);
        assertEquals(1f, largest);
    }

    @Test
    void theFirstSampleIsAZero() {
        Dataset digits = Digits.all();
        assertEquals(0, digits.labels()[0]);
        assertArrayEquals(
                new float[] {0, 0, 5 / 16f, 13 / 16f, 9 / 16f, 1 / 16f, 0, 0}, Arrays.copyOf(digits.inputs(), 8));
    }

    @Test
    void trainingAndTestPartTogetherAreTheWholeSetWithoutOverlap() {
        DataSplit split = Digits.open();
        assertEquals(1437, split.train().size());
        assertEquals(360, split.test().size());
        var whole = rows(Digits.all());
        assertEquals(1797, whole.stream().distinct().count(), "rows must differ for the comparison to mean anything");
        var parts = new ArrayList<>(rows(split.train()));
        parts.addAll(rows(split.test()));
        assertEquals(whole.stream().sorted().toList(), parts.stream().sorted().toList());
    }

    @Test
    void everyClassIsInTheTestPartByItsShare() {
        long[] whole = perClass(Digits.all());
        long[] test = perClass(Digits.open().test());
        for (int digit = 0; digit < 10; digit++) {
            assertEquals(whole[digit] * 360.0 / 1797, test[digit], 1.0, "digit " + digit);
        }
    }

    @Test
    void theSplitIsAlwaysTheSame() {
        assertArrayEquals(Digits.open().test().inputs(), Digits.open().test().inputs());
    }

    @Test
    void theLicenceNoticeIsBesideTheData() throws IOException {
        try (var notice = Digits.class.getResourceAsStream("digits.NOTICE.txt")) {
            assertNotNull(notice);
            String text = new String(notice.readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(text.contains("CC BY 4.0") && text.contains("Alpaydin"), text);
        }
    }

    private static long[] perClass(Dataset data) {
        var counts = new long[data.classes()];
        Arrays.stream(data.labels()).forEach(label -> counts[label]++);
        return counts;
    }

    private static List<String> rows(Dataset data) {
        var rows = new ArrayList<String>();
        for (int i = 0; i < data.size(); i++) {
            rows.add(data.labels()[i] + Arrays.toString(Arrays.copyOfRange(data.inputs(), i * 64, i * 64 + 64)));
        }
        assertFalse(rows.isEmpty());
        return rows;
    }
}
