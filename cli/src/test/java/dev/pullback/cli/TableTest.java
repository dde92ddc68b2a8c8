package dev.pullback.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void wordsStandLeftAndNumbersRight() {
        var table = new Table(Table.Column.words("kernel"), Table.Column.numbers("ms"));
        table.row("matmul+sigmoid", "1.5");
        table.row("7 sums", "12.25");

        assertEquals(List.of("kernel             ms", "matmul+sigmoid    1.5", "7 sums          12.25"), table.lines());
    }

    @Test
    void aRowOfAnotherWidthIsRefused() {
        var table = new Table(Table.Column.words("kernel"));

        assertThrows(IllegalArgumentException.class, () -> table.row("a", "b"));
    }
}
