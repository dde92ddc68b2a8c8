package dev.pullback.conformance.cases;

import dev.pullback.api.op.Elementwise;
import dev.pullback.api.op.Linear;
import dev.pullback.api.op.Sum;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.type.Shape;
import dev.pullback.api.type.TensorType;
import dev.pullback.conformance.numeric.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Every op on operands that are transposed, cut out of larger ones, repeated along an axis, or reshaped: in graphs these are
 * nodes of their own, which a backend may well turn into strides and offsets of the op that reads them.
 */
public final class ViewList {

    private ViewList() {}

    /** A way to see an operand in another tensor. */
    private enum Kind {
        /** All axes in reverse order. */
        TRANSPOSED {
            @Override
            Shape parent(Shape shape) {
                int[] lengths = shape.lengths();
                for (int i = 0; i < lengths.length; i++) {
                    lengths[i] = shape.length(shape.rank() - 1 - i);
                }
                return Shape.of(lengths);
            }

            @Override
            Tensor of(Tensor parent, Shape shape) {
                return parent.transpose(reversed(shape.rank()));
            }

            @Override
            int origin(int[] at, Shape shape) {
                int index = 0;
                for (int axis = shape.rank() - 1; axis >= 0; axis--) {
                    index = index * shape.length(axis) + at[axis];
                }
                return index;
            }
        },
        /** The middle of a tensor three times as long along each axis. */
        WINDOW {
            @Override
            Shape parent(Shape shape) {
                return Shape.of(
                        Arrays.stream(shape.lengths()).map(length -> 3 * length).toArray());
            }

            @Override
            Tensor of(Tensor parent, Shape shape) {
                Tensor window = parent;
                for (int axis = 0; axis < shape.rank(); axis++) {
                    window = window.slice(axis, shape.length(axis), 2 * shape.length(axis));
                }
                return window;
            }

            @Override
            int origin(int[] at, Shape shape) {
                int index = 0;
                for (int axis = 0; axis < shape.rank(); axis++) {
                    index = index * 3 * shape.length(axis) + at[axis] + shape.length(axis);
                }
                return index;
            }
        },
        /** One row for all: stride 0 along the first axis. */
        REPEATED {
            @Override
            Shape parent(Shape shape) {
                int[] lengths = shape.lengths();
                if (lengths.length > 0) {
                    lengths[0] = 1;
                }
                return Shape.of(lengths);
            }

            @Override
            Tensor of(Tensor parent, Shape shape) {
                return parent.broadcastTo(shape);
            }

            @Override
            int origin(int[] at, Shape shape) {
                int index = 0;
                for (int axis = 1; axis < shape.rank(); axis++) {
                    index = index * shape.length(axis) + at[axis];
                }
                return index;
            }
        },
        /** Elements in one long row, with an axis of length 1 before and behind. */
        RESHAPED {
            @Override
            Shape parent(Shape shape) {
                return Shape.of(1, Math.toIntExact(shape.size()), 1);
            }

            @Override
            Tensor of(Tensor parent, Shape shape) {
                return parent.reshape(shape);
            }

            @Override
            int origin(int[] at, Shape shape) {
                int index = 0;
                for (int axis = 0; axis < shape.rank(); axis++) {
                    index = index * shape.length(axis) + at[axis];
                }
                return index;
            }
        };

        /** The shape of the tensor that the operand is seen in. */
        abstract Shape parent(Shape shape);

        abstract Tensor of(Tensor parent, Shape shape);

        /** Where an element of the operand lies in the parent, row-major. */
        abstract int origin(int[] at, Shape shape);

        private static int[] reversed(int rank) {
            int[] axes = new int[rank];
            for (int i = 0; i < rank; i++) {
                axes[i] = rank - 1 - i;
            }
            return axes;
        }
    }

    /** Views of the operands of one case of every op, dtype and rank. */
    public static List<View> all() {
        List<View> views = new ArrayList<>();
        for (Case one : CaseList.ofEachRank()) {
            for (Kind kind : Kind.values()) {
                if (!one.inputs().isEmpty()) {
                    views.add(view(one, kind));
                }
            }
        }
        return views;
    }

    private static View view(Case one, Kind kind) {
        List<Shape> shapes =
                one.inputs().stream().map(input -> input.type().shape()).toList();
        TensorFunction function = parents -> {
            List<Tensor> operands = new ArrayList<>();
            for (int i = 0; i < shapes.size(); i++) {
                operands.add(kind.of(parents.get(i), shapes.get(i)));
            }
            return one.function().apply(operands);
        };
        List<Values> parents =
                one.inputs().stream().map(input -> around(input, kind)).toList();
        List<Values> seen = new ArrayList<>();
        for (int i = 0; i < shapes.size(); i++) {
            seen.add(seen(parents.get(i), one.inputs().get(i).type(), kind));
        }
        String name = "%s of %s".formatted(one.id(), kind.name().toLowerCase(java.util.Locale.ROOT));
        String group = one.group() + " of views";
        return new View(
                new Case(one.op(), group, name, function, parents, one.limit()),
                new Case(one.op(), group, name, one.function(), seen, one.limit()),
                Elementwise.class.isAssignableFrom(one.op())
                        || (Linear.class.isAssignableFrom(one.op())
                                && one.limit().isExact()
                                && one.op() != Sum.class));
    }

    /** A parent that shows the operand's elements; what is not seen holds elements of it too. */
    private static Values around(Values operand, Kind kind) {
        TensorType type = operand.type().with(kind.parent(operand.type().shape()));
        double[] elements = new double[Math.toIntExact(type.size())];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = operand.get((7 * i + 3) % operand.size());
        }
        forEach(
                operand.type().shape(),
                (index, at) -> elements[kind.origin(at, operand.type().shape())] = operand.get(index));
        return Values.of(type, elements);
    }

    private static Values seen(Values parent, TensorType type, Kind kind) {
        double[] elements = new double[Math.toIntExact(type.size())];
        forEach(type.shape(), (index, at) -> elements[index] = parent.get(kind.origin(at, type.shape())));
        return Values.of(type, elements);
    }

    /** What is done with each element: its row-major index and its place. */
    @FunctionalInterface
    private interface Visit {
        void at(int index, int[] place);
    }

    private static void forEach(Shape shape, Visit visit) {
        int[] place = new int[shape.rank()];
        for (int index = 0; index < shape.size(); index++) {
            visit.at(index, place);
            for (int axis = place.length - 1; axis >= 0 && ++place[axis] == shape.length(axis); axis--) {
                place[axis] = 0;
            }
        }
    }
}
