package dev.pullback.cpu.matmul;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How float32 products are cut for two workers, with strips of 64 columns. */
class TilingTest {
    @ParameterizedTest
    @CsvSource({
        "ROWS,    256, 256, 256, 1",
        "COLUMNS, 256, 256, 256, 2",
        "ROWS,    784, 512, 128, 1",
        "COLUMNS, 784, 512, 128, 2",
        "ROWS,     32, 512, 784, 2", // rows would be cut to 18 and 14
        "ROWS,     64,  64,  64, 1", // not worth another worker
        "COLUMNS,  64,  64,  64, 1"
    })
    void workersShareByRowsOrColumns(Split split, int m, int n, int k, int columnParts) {
        Problem problem = Problem.of(MatMulShape.dense(true, false, m, n, k), Batch.NONE, split);
        Tiling tiling = Tiling.of(problem, 64, Kernels.ROWS, Float.BYTES, 2);
        assertEquals(columnParts, tiling.columnParts());
    }
}
