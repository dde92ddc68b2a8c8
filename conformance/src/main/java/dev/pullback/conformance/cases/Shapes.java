package dev.pullback.conformance.cases;

import dev.pullback.api.type.Shape;
import java.util.ArrayList;
import java.util.List;

/** The shapes to test with: empty, single, around the widths of vectors and tiles, and a length beyond 16 bits. */
public final class Shapes {

    /** Lengths around powers of two, where vector loops and tiles end. */
    static final int[] LENGTHS = {1, 2, 3, 5, 7, 13, 16, 17, 31, 33, 64, 65, 127, 129};

    static final int LONG = 65_537;

    private Shapes() {}

    /** For ops that work element by element. */
    static List<Shape> elementwise() {
        List<Shape> shapes = new ArrayList<>(List.of(
                Shape.SCALAR,
                Shape.of(0),
                Shape.of(0, 4),
                Shape.of(3, 0),
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
