package dev.pullback.conformance.cases;

import dev.pullback.api.op.Barrier;
import dev.pullback.api.op.Broadcast;
import dev.pullback.api.op.Concat;
import dev.pullback.api.op.Op;
import dev.pullback.api.op.Pad;
import dev.pullback.api.op.Reshape;
import dev.pullback.api.op.Slice;
import dev.pullback.api.op.Transpose;
import dev.pullback.api.type.Axes;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.Shape;
import dev.pullback.api.type.TensorType;
import dev.pullback.conformance.numeric.Family;
import dev.pullback.conformance.numeric.Limit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Ops that only move elements: every result must have the same bits, of zeros with signs and infinities too. */
public final class LayoutCases {

    private final DType dtype;
    private final List<Case> cases = new ArrayList<>();

    private LayoutCases(DType dtype) {
        this.dtype = dtype;
    }

    static List<Case> all() {
        return Stream.of(DType.values())
                .flatMap(dtype -> new LayoutCases(dtype).of().stream())
                .toList();
    }

    private List<Case> of() {
        reshapes();
        transposes();
        broadcasts();
        slices();
        pads();
        concats();
        barriers();
        return cases;
    }

    private void add(Op op, int[]... operands) {
        TensorType[] types =
                Stream.of(operands).map(shape -> TensorType.of(dtype, shape)).toArray(TensorType[]::new);
        cases.add(Case.of(op, op.toString(), Family.SPECIAL, Limit.BITS, types));
    }

    private void reshapes() {
        int[][][] pairs = {
            {{}, {1}},
            {{6}, {2, 3}},
            {{5, 7}, {35}},
            {{4, 6}, {2, 3, 4}},
            {{0, 4}, {2, 0}},
            {{1}, {}},
            {{129}, {129, 1}}
        };
        for (int[][] pair : pairs) {
            add(new Reshape(Shape.of(pair[1])), pair[0]);
        }
    }

    private void transposes() {
        int[][] matrices = {{1, 1}, {2, 3}, {5, 7}, {16, 17}, {33, 31}, {65, 129}, {1, 65}, {0, 4}, {3, 0}};
        for (int[] matrix : matrices) {
            add(new Transpose(Axes.of(1, 0)), matrix);
        }
        add(new Transpose(Axes.of()), new int[] {});
        add(new Transpose(Axes.of(0)), new int[] {17});
        int[][] permutations = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
        for (int[] permutation : permutations) {
            add(new Transpose(Axes.of(permutation)), new int[] {3, 5, 17});
        }
        add(new Transpose(Axes.of(3, 1, 0, 2)), new int[] {2, 3, 4, 5});
        add(new Transpose(Axes.of(0, 2, 1, 3)), new int[] {2, 3, 4, 5});
    }

    private void broadcasts() {
        int[][][] pairs = {
            {{}, {}},
            {{}, {33}},
            {{}, {3, 5}},
            {{1}, {17}},
            {{7}, {5, 7}},
            {{5, 1}, {5, 7}},
            {{1, 7}, {5, 7}},
            {{3, 1, 5}, {3, 4, 5}},
            {{1, 4, 1}, {2, 3, 4, 5}},
            {{1, 4}, {0, 4}},
            {{1}, {0}},
            {{3, 1}, {3, 0}}
        };
        for (int[][] pair : pairs) {
            add(new Broadcast(Shape.of(pair[1])), pair[0]);
        }
    }

    private void slices() {
        add(new Slice(Axes.of(), Axes.of()), new int[] {});
        add(new Slice(Axes.of(3), Axes.of(8)), new int[] {13});
        add(new Slice(Axes.of(0), Axes.of(0)), new int[] {13});
        add(new Slice(Axes.of(64), Axes.of(129)), new int[] {129});
        add(new Slice(Axes.of(1, 2), Axes.of(4, 7)), new int[] {5, 7});
        add(new Slice(Axes.of(0, 3), Axes.of(5, 4)), new int[] {5, 7});
        add(new Slice(Axes.of(2, 0), Axes.of(3, 7)), new int[] {5, 7});
        add(new Slice(Axes.of(0, 1, 2), Axes.of(2, 3, 5)), new int[] {3, 4, 5});
    }

    private void pads() {
        add(new Pad(Axes.of(), Axes.of()), new int[] {});
        add(new Pad(Axes.of(2), Axes.of(3)), new int[] {5});
        add(new Pad(Axes.of(0), Axes.of(64)), new int[] {65});
        add(new Pad(Axes.of(2), Axes.of(1)), new int[] {0});
        add(new Pad(Axes.of(1, 0), Axes.of(0, 2)), new int[] {5, 7});
        add(new Pad(Axes.of(0, 0), Axes.of(0, 0)), new int[] {5, 7});
        add(new Pad(Axes.of(1, 2, 3), Axes.of(3, 2, 1)), new int[] {2, 3, 4});
    }

    private void concats() {
        add(new Concat(0), new int[] {5});
        add(new Concat(0), new int[] {5}, new int[] {0}, new int[] {17});
        add(new Concat(0), new int[] {2, 7}, new int[] {3, 7});
        add(new Concat(1), new int[] {5, 1}, new int[] {5, 7}, new int[] {5, 33});
        add(new Concat(1), new int[] {2, 3, 4}, new int[] {2, 2, 4});
        add(new Concat(1), new int[] {0, 3}, new int[] {0, 4});
    }

    /** What is waited for may be of any type, and be the value itself. */
    private void barriers() {
        add(new Barrier(), new int[] {}, new int[] {});
        add(new Barrier(), new int[] {5, 7}, new int[] {5, 7});
        add(new Barrier(), new int[] {129}, new int[] {0, 4});
        add(new Barrier(), new int[] {0, 3}, new int[] {65});
        for (DType other : DType.values()) {
            TensorType[] types = {TensorType.of(dtype, 33), TensorType.of(other, 2, 3)};
            cases.add(Case.of(new Barrier(), "", Family.SPECIAL, Limit.BITS, types));
        }
    }
}
