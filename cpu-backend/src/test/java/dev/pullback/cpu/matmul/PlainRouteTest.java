package dev.pullback.cpu.matmul;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Products in plain loops have the bits of those in vector code, so one may take over from the other at any time. */
class PlainRouteTest {

    @ParameterizedTest
    @MethodSource("dev.pullback.cpu.matmul.MatMulTest#shapes")
    void hasTheBitsOfVectorCode(MatMulShape shape) {
        for (Element element : Element.values()) {
            Case product = new Case(element, shape, Batch.NONE);
            product.run(2);
            long[] bits = product.bits();
            product.fill(0);
            product.runPlainly(2);
            assertArrayEquals(bits, product.bits(), element.name());
            product.check();

            product.fill(0.5);
            product.update(2, -0.3);
            long[] updated = product.bits();
            product.fill(0.5);
            product.updatePlainly(2, -0.3);
            assertArrayEquals(updated, product.bits(), element + " update");
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsAndWritesWindowsOfLargerMatrices(Element element) {
        for (int[] size : new int[][] {{20, 30, 40}, {1, 30, 40}, {20, 1, 40}, {70, 66, 1100}}) {
            for (int t = 0; t < 4; t++) {
                boolean ta = (t & 1) != 0;
                boolean tb = (t & 2) != 0;
                MatMulShape dense = MatMulShape.dense(ta, tb, size[0], size[1], size[2]);
                MatMulShape shape = new MatMulShape(
                        ta, tb, size[0], size[1], size[2], dense.lda() + 3, dense.ldb() + 5, dense.ldc() + 7);
                Case product = new Case(element, shape, Batch.NONE);
                product.runPlainly(2);
                product.check();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void multipliesBatches(Element element) {
        for (int[] size : new int[][] {{5, 7, 9}, {1, 7, 9}, {5, 1, 9}}) {
            MatMulShape shape = MatMulShape.dense(false, true, size[0], size[1], size[2]);
            Batch batch = Batch.of(3, (long) size[0] * size[2], (long) size[1] * size[2], (long) size[0] * size[1]);
            Case product = new Case(element, shape, batch);
            product.runPlainly(2);
            product.check();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anEpilogueFindsRoomForWholeVectors(Element element) {
        for (int[] size : new int[][] {{5, 6, 9}, {1, 6, 9}, {5, 1, 9}}) {
            MatMulShape shape = MatMulShape.dense(false, true, size[0], size[1], size[2]);
            List<Integer> lengths = new ArrayList<>();
            new Case(element, shape, Batch.NONE)
                    .runPlainly((sums, _, _, _, _, _) -> lengths.add(Array.getLength(sums)));
            assertFalse(lengths.isEmpty());
            assertTrue(lengths.stream().allMatch(length -> length >= Epilogue.MAX_ELEMENTS), lengths.toString());
        }
    }
}
