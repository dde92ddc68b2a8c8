package dev.pullback.cpu.matmul;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.cpu.threads.ThreadPool;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every product against sums in double precision, whose error the limit 8 u Σ|a||b| of zero-mean data leaves room for. */
class MatMulTest {
    private static final int[] EDGES = {1, 2, 5, 6, 7, 13, 16, 17, 31, 33, 64, 65, 100, 130};

    static Stream<MatMulShape> shapes() {
        List<int[]> sizes = new ArrayList<>();
        for (int size : EDGES) {
            sizes.add(new int[] {size, 19, 23});
            sizes.add(new int[] {size, 128, 19}); // whole strips only
            sizes.add(new int[] {13, 64, size});
            sizes.add(new int[] {11, size, 21});
            sizes.add(new int[] {9, 70, size});
            sizes.add(new int[] {1, size, 37});
            sizes.add(new int[] {size, 1, 37});
            sizes.add(new int[] {size, size, size});
        }
        sizes.add(new int[] {128, 10, 512});
        sizes.add(
                new int[] {150, 7, 33}); // few columns, computed as rows of the transpose where A is stored by columns
        sizes.add(new int[] {70, 16, 1100}); // the same in several blocks of k
        sizes.add(new int[] {7, 80, 1025}); // one past a block of k
        sizes.add(new int[] {13, 20, 2401}); // several blocks of k
        sizes.add(new int[] {2, 1100, 3}); // several blocks of columns
        sizes.add(new int[] {40, 2100, 70});
        sizes.add(new int[] {450, 70, 300}); // several chunks of rows, the first of which packs B
        sizes.add(new int[] {401, 130, 5});
        sizes.add(new int[] {130, 200, 1100}); // one chunk or two, in several blocks of k
        sizes.add(new int[] {31, 192, 1100}); // the same in whole strips
        sizes.add(new int[] {450, 128, 1040});
        sizes.add(new int[] {1, 3000, 9});
        sizes.add(new int[] {3000, 1, 9});
        sizes.add(new int[] {1, 1, 5000});
        return sizes.stream()
                .flatMap(s -> IntStream.range(0, 4)
                        .mapToObj(t -> MatMulShape.dense((t & 1) != 0, (t & 2) != 0, s[0], s[1], s[2])));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void equalsTheSumsInDoublePrecision(MatMulShape shape) {
        for (Element element : Element.values()) {
            for (Split split : Split.values()) {
                Case product = new Case(element, shape, Batch.NONE);
                product.run(2, split);
                product.check();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void givesTheSameBitsForAnyNumberOfThreads(MatMulShape shape) {
        for (Element element : Element.values()) {
            Case product = new Case(element, shape, Batch.NONE);
            product.run(1);
            long[] one = product.bits();
            for (int threads = 2; threads <= 3; threads++) {
                for (Split split : Split.values()) {
                    product.run(threads, split);
                    assertArrayEquals(one, product.bits(), element + " by " + split + " on " + threads + " threads");
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void addsTheScaledProductToWhatIsThere(MatMulShape shape) {
        for (Element element : Element.values()) {
            Case product = new Case(element, shape, Batch.NONE);
            product.run(2);
            double[] sums = product.results();
            product.fill(0.5);
            product.update(2, -0.25);
            for (int i = 0; i < sums.length; i++) {
                double limit = 2 * element.unit * (0.5 + Math.abs(sums[i]));
                assertEquals(0.5 - 0.25 * sums[i], product.result(i), limit, "element " + i);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void anEmptySumIsZeroAndEmptyResultsAreNotTouched(Element element) {
        for (int[] size : new int[][] {{3, 5, 0}, {1, 5, 0}, {5, 1, 0}, {0, 5, 4}, {5, 0, 4}, {0, 0, 0}, {0, 1, 3}}) {
            Case product = new Case(element, MatMulShape.dense(false, false, size[0], size[1], size[2]), Batch.NONE);
            product.run(2);
            product.check();
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsAndWritesWindowsOfLargerMatrices(Element element) {
        for (int[] size :
                new int[][] {{20, 30, 40}, {1, 30, 40}, {20, 1, 40}, {70, 66, 1100}, {70, 7, 1100}, {20, 64, 40}}) {
            for (int t = 0; t < 4; t++) {
                boolean transposeA = (t & 1) != 0;
                boolean transposeB = (t & 2) != 0;
                MatMulShape dense = MatMulShape.dense(transposeA, transposeB, size[0], size[1], size[2]);
                Case product = new Case(
                        element,
                        new MatMulShape(
                                transposeA,
                                transposeB,
                                size[0],
                                size[1],
                                size[2],
                                dense.lda() + 3,
                                dense.ldb() + 5,
                                dense.ldc() + 7),
                        Batch.NONE);
                product.run(2);
                product.check();
            }
        }
    }

    static Stream<Batch> batches() {
        return Stream.of(
                Batch.of(5, 20 * 30, 30 * 17, 20 * 17),
                Batch.of(5, 20 * 30, 0, 20 * 17),
                Batch.of(5, 0, 30 * 17, 20 * 17),
                Batch.of(300, 0, 0, 20 * 17),
                Batch.of(0, 600, 510, 340),
                new Batch(new int[] {2, 3}, new long[] {0, 600}, new long[] {510, 0}, new long[] {1020, 340}),
                new Batch(new int[] {2, 3}, new long[] {1800, 600}, new long[] {0, 0}, new long[] {1020, 340}),
                new Batch(new int[] {2, 3}, new long[] {600, 1200}, new long[] {0, 0}, new long[] {340, 680}));
    }

    @ParameterizedTest
    @MethodSource("batches")
    void multipliesBatchesWithSharedOperands(Batch batch) {
        for (Element element : Element.values()) {
            for (int t = 0; t < 4; t++) {
                Case product = new Case(element, MatMulShape.dense((t & 1) != 0, (t & 2) != 0, 20, 17, 30), batch);
                product.run(3);
                product.check();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void multipliesBatchesOfWholeStrips(Element element) {
        for (int t = 0; t < 4; t++) {
            MatMulShape shape = MatMulShape.dense((t & 1) != 0, (t & 2) != 0, 20, 128, 30);
            for (Batch batch : List.of(
                    Batch.of(2, 20 * 30, 30 * 128, 20 * 128),
                    Batch.of(9, 20 * 30, 0, 20 * 128),
                    Batch.of(9, 0, 30 * 128, 20 * 128))) {
                Case product = new Case(element, shape, batch);
                product.run(3);
                product.check();
            }
        }
    }

    @Test
    void runsOneProductFromSeveralThreads() throws InterruptedException {
        try (ThreadPool pool = new ThreadPool(2);
                Arena arena = Arena.ofShared()) {
            MatMulShape shape = MatMulShape.dense(false, true, 90, 80, 70);
            MatMul<float[]> product = MatMul.float32(pool, shape, Batch.NONE, Split.ROWS);
            List<Case> cases = IntStream.range(0, 4)
                    .mapToObj(i -> new Case(Element.FLOAT32, shape, Batch.NONE, i))
                    .toList();
            List<Thread> callers = cases.stream()
                    .map(c -> Thread.ofPlatform().start(() -> {
                        for (int i = 0; i < 50; i++) {
                            product.run(c.a, 64, c.b, 64, c.c, 64, null, null);
                        }
                    }))
                    .toList();
            for (Thread caller : callers) {
                caller.join();
            }
            cases.forEach(Case::check);
        }
    }

    @Test
    void refusesFormsThatMeanNothing() {
        assertThrows(IllegalArgumentException.class, () -> MatMulShape.dense(false, false, -1, 2, 3));
        assertThrows(IllegalArgumentException.class, () -> new MatMulShape(false, false, 2, 3, 4, 3, 3, 3));
        assertThrows(IllegalArgumentException.class, () -> new MatMulShape(true, false, 2, 3, 4, 1, 3, 3));
        assertThrows(IllegalArgumentException.class, () -> Batch.of(-1, 1, 1, 1));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Batch(new int[] {2}, new long[] {1, 2}, new long[] {1}, new long[] {1}));
    }

    @Test
    void theLimitSeesAWrongElement() {
        Case product = new Case(Element.FLOAT32, MatMulShape.dense(false, false, 8, 8, 64), Batch.NONE);
        product.run(1);
        product.check();
        product.spoil(new Random(3).nextInt(64));
        assertTrue(
                assertThrows(AssertionError.class, product::check).getMessage().contains("limit"));
        assertEquals(64, product.bits().length);
    }
}
