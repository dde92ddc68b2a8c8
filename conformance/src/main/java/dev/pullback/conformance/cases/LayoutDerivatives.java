package dev.pullback.conformance.cases;

import dev.pullback.api.op.*;
import dev.pullback.api.type.Axes;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.Shape;
import dev.pullback.conformance.numeric.Family;
import java.util.List;

/** Ops that move, repeat or drop elements. */
public final class LayoutDerivatives {

    private final DerivativeFamily family;

    private LayoutDerivatives(DType dtype) {
        this.family = new DerivativeFamily(dtype);
    }

    static List<Derivative> all(DType dtype) {
        var all = new LayoutDerivatives(dtype);
        all.reshapes();
        all.transposes();
        all.broadcasts();
        all.blocks();
        all.barriers();
        return all.family.list();
    }

    private void reshapes() {
        add(new Reshape(Shape.of(1)), new int[] {});
        add(new Reshape(Shape.of(2, 3)), new int[] {6});
        add(new Reshape(Shape.of(7, 5)), new int[] {5, 7});
        add(new Reshape(Shape.of(4, 3)), new int[] {2, 3, 2});
        add(new Reshape(Shape.of(2, 0)), new int[] {0, 4});
    }

    private void transposes() {
        add(new Transpose(Axes.of()), new int[] {});
        add(new Transpose(Axes.of(0)), new int[] {7});
        add(new Transpose(Axes.of(1, 0)), new int[] {3, 5});
        add(new Transpose(Axes.of(2, 0, 1)), new int[] {3, 2, 4});
        add(new Transpose(Axes.of(0, 2, 1)), new int[] {3, 2, 4});
        add(new Transpose(Axes.of(1, 0)), new int[] {0, 4});
    }

    private void broadcasts() {
        add(new Broadcast(Shape.of(3, 4)), new int[] {});
        add(new Broadcast(Shape.of(3, 4)), new int[] {4});
        add(new Broadcast(Shape.of(2, 5, 3)), new int[] {5, 1});
        add(new Broadcast(Shape.of(3, 2, 5)), new int[] {3, 1, 5});
        add(new Broadcast(Shape.of(7)), new int[] {1});
        add(new Broadcast(Shape.of(0, 4)), new int[] {1, 4});
    }

    private void blocks() {
        add(new Slice(Axes.of(), Axes.of()), new int[] {});
        add(new Slice(Axes.of(2), Axes.of(5)), new int[] {7});
        add(new Slice(Axes.of(1, 2), Axes.of(4, 7)), new int[] {5, 7});
        add(new Slice(Axes.of(0, 1, 1), Axes.of(2, 2, 4)), new int[] {2, 3, 4});
        add(new Slice(Axes.of(2, 0), Axes.of(2, 3)), new int[] {3, 4});
        add(new Pad(Axes.of(), Axes.of()), new int[] {});
        add(new Pad(Axes.of(2), Axes.of(1)), new int[] {7});
        add(new Pad(Axes.of(1, 0), Axes.of(2, 3)), new int[] {3, 5});
        add(new Pad(Axes.of(0, 1, 0), Axes.of(1, 0, 2)), new int[] {2, 3, 2});
        add(new Pad(Axes.of(1, 0), Axes.of(1, 0)), new int[] {0, 4});
        add(new Concat(0), new int[] {7});
        add(new Concat(0), new int[] {3}, new int[] {5});
        add(new Concat(1), new int[] {5, 2}, new int[] {5, 3}, new int[] {5, 1});
        add(new Concat(1), new int[] {2, 1, 3}, new int[] {2, 2, 3});
        add(new Concat(0), new int[] {0, 4}, new int[] {2, 4});
    }

    private void barriers() {
        add(new Barrier(), new int[] {}, new int[] {});
        add(new Barrier(), new int[] {3, 5}, new int[] {3});
        add(new Barrier(), new int[] {2, 3, 2}, new int[] {0});
    }

    private void add(Op op, int[]... shapes) {
        family.smooth(op, Family.NORMAL, DerivativeFamily.sums(), shapes);
    }
}
