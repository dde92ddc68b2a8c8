package dev.pullback.conformance.cases;

import dev.pullback.api.type.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The shapes to test with: empty, single, around the widths of vectors and tiles, and a length beyond 16 bits. */
public final class Shapes {

    /** Lengths around powers of two, where vector loops and work-groups end, and primes. */
    static final int[] LENGTHS = {1, 2, 3, 5, 7, 11, 13, 15, 16, 17, 31, 33, 63, 64, 65, 127, 128, 129, 255, 257};

    /** Sides of tiles that kernels of matrix products have: registers of processors, work-groups of GPUs. */
    private static final int[] TILES = {4, 6, 8, 12, 14, 16, 24, 32, 48, 64, 96, 128};

    static final int LONG = 65_537;

    private Shapes() {}

    /** T − 1, T, T + 1, 2T − 1 and 2T + 1 for every side T of a tile, in order. */
    static int[] tileEdges() {
        return IntStream.of(TILES)
                .flatMap(tile -> IntStream.of(tile - 1, tile, tile + 1, 2 * tile - 1, 2 * tile + 1))
                .distinct()
                .sorted()
                .toArray();
    }

    /** For ops that work element by element. */
    static List<Shape> elementwise() {
        List<Shape> shapes = new ArrayList<>(List.of(
                Shape.SCALAR,
                Shape.of(0),
                Shape.of(0, 4),
                Shape.of(3, 0),
                Shape.of(0, 0),
                Shape.of(5, 7),
                Shape.of(45, 65),
                Shape.of(2, 3, 5),
                Shape.of(1, 1, 1)));
        for (int length : LENGTHS) {
            shapes.add(Shape.of(length));
        }
        return shapes;
    }
}
