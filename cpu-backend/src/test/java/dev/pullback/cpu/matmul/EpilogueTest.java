package dev.pullback.cpu.matmul;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.cpu.threads.ThreadPool;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EpilogueTest {
    @ParameterizedTest
    @CsvSource({
        "1, 13, 5, 3", "1, 7, 700, 1300", "1, 100, 10, 64", "1, 100, 64, 1100", "1, 90, 65, 8", "1, 1, 3000, 50",
        "1, 3000, 1, 50", "1, 5, 9, 0", "4, 20, 10, 30", "4, 3, 1, 600", "3, 1, 70, 20", "1, 200, 2100, 40"
    })
    void seesEveryFinishedElementOnceAndWhatItLeavesIsStored(int items, int m, int n, int k) {
        seesEveryFinishedElementOnce(items, MatMulShape.dense(false, false, m, n, k));
        seesEveryFinishedElementOnce(items, MatMulShape.dense(true, false, m, n, k));
    }

    private static void seesEveryFinishedElementOnce(int items, MatMulShape shape) {
        int m = shape.m();
        int n = shape.n();
        int k = shape.k();
        Batch batch = Batch.of(items, (long) m * k, (long) n * k, (long) m * n);
        Case plain = new Case(Element.FLOAT32, shape, batch);
        Case changed = new Case(Element.FLOAT32, shape, batch);
        AtomicIntegerArray seen = new AtomicIntegerArray(items * m * n);
        AtomicReference<String> wrong = new AtomicReference<>();
        try (ThreadPool pool = new ThreadPool(3)) {
            plain.run(pool, Split.ROWS, null);
            changed.run(
                    pool, Split.COLUMNS, (float[] sums, long row, int rows, int column, int columns, int worker) -> {
                        if (rows * columns > Epilogue.MAX_ELEMENTS
                                || column + columns > n
                                || worker < 0
                                || worker > 2) {
                            wrong.set(rows + " x " + columns + " on worker " + worker);
                        }
                        for (int i = 0; i < rows * columns; i++) {
                            int at = Math.toIntExact((row + i / columns) * n + column + i % columns);
                            seen.incrementAndGet(at);
                            if (sums[i] != (float) plain.result(at)) {
                                wrong.set("element " + at + " is not final: " + sums[i]);
                            }
                            sums[i] = 3 * sums[i] + at;
                        }
                    });
        }
        assertNull(wrong.get());
        for (int i = 0; i < seen.length(); i++) {
            assertEquals(1, seen.get(i), "calls for element " + i);
            assertEquals(3 * (float) plain.result(i) + i, (float) changed.result(i), "element " + i);
        }
    }

    @ParameterizedTest
    @EnumSource
    void oneThatReadsTheResultFindsWhatItHeldBefore(Split split) {
        assertEquals(0, changedBefore(split, true));
    }

    @ParameterizedTest
    @EnumSource
    void linesOfAResultThatNobodyReadsAreClaimed(Split split) {
        int lines = 100 * 192 * Float.BYTES / 64;
        assertEquals(lines, changedBefore(split, false));
    }

    /** How many elements of C are no longer what they were when an epilogue gets the sums that take their place. */
    private static int changedBefore(Split split, boolean readsResult) {
        int n = 192;
        float old = 0.1f; // no byte of it is 0
        Case product = new Case(Element.FLOAT32, MatMulShape.dense(false, false, 100, n, 80), Batch.NONE);
        product.fill(old);
        AtomicInteger changed = new AtomicInteger();
        try (ThreadPool pool = new ThreadPool(2)) {
            product.run(pool, split, new Epilogue<float[]>() {
                @Override
                public void apply(float[] sums, long row, int rows, int column, int columns, int worker) {
                    for (int i = 0; i < rows * columns; i++) {
                        int at = Math.toIntExact((row + i / columns) * n + column + i % columns);
                        if ((float) product.result(at) != old) {
                            changed.incrementAndGet();
                        }
                    }
                }

                @Override
                public boolean readsResult() {
                    return readsResult;
                }
            });
        }
        product.check();
        return changed.get();
    }

    @Test
    void aProductInsideAnEpilogueIsRefusedAndTheProductStaysUsable() {
        try (ThreadPool pool = new ThreadPool(2)) {
            MemorySegment data = Arena.ofAuto().allocate(3 * 400 * Float.BYTES, 64);
            MatMulShape shape = MatMulShape.dense(false, false, 20, 20, 20);
            MatMul<float[]> outer = MatMul.float32(pool, shape, Batch.NONE, Split.ROWS);
            MatMul<float[]> inner = MatMul.float32(pool, shape, Batch.NONE, Split.ROWS);
            for (MatMul<float[]> nested : List.of(outer, inner)) {
                IllegalStateException refused = assertThrows(
                        IllegalStateException.class,
                        () -> outer.run(
                                data,
                                0,
                                data,
                                1600,
                                data,
                                3200,
                                null,
                                (sums, row, rows, column, columns, worker) ->
                                        nested.run(data, 0, data, 1600, data, 3200, null, null)));
                assertTrue(refused.getMessage().contains("epilogue"), refused.getMessage());
                outer.run(data, 0, data, 1600, data, 3200, null, null);
            }
        }
    }
}
