package dev.pullback.api.plan;

import dev.pullback.api.op.Broadcast;
import dev.pullback.api.op.Elementwise;
import dev.pullback.api.op.ReduceMax;
import dev.pullback.api.op.Reshape;
import dev.pullback.api.op.Sum;
import dev.pullback.api.tensor.Traced;
import dev.pullback.api.type.Axes;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Nodes that could run row by row as one step: over all elements of {@code [rows…, length]}, or with one number per row,
 * {@code [rows…]} or {@code [rows…, 1]}, which comes from a reduction of the row and may be repeated along it again. Which of
 * the two the result is shows when the first reduction or repetition joins; until then every member has the result's shape.
 */
final class RowGroup {

    /** Longer rows do not stay where they are computed. */
    private static final int MAX_LENGTH = 1024;

    private final List<Traced> members = new ArrayList<>();
    private Shape space;
    private DType reduced;
    private int reductions;

    RowGroup(Traced root) {
        if (isReduction(root)) {
            determine(root.operands().getFirst().shape());
            count(root);
        }
        members.add(root);
    }

    /** In topological order; the last is the result. */
    List<Traced> members() {
        return members.reversed();
    }

    Traced root() {
        return members.getFirst();
    }

    /** Whether it is known what the rows are. */
    boolean hasSpace() {
        return space != null;
    }

    /** {@code [rows…, length]}. */
    Shape space() {
        return space;
    }

    int size() {
        return members.size();
    }

    /** Whether the result is one number per row. */
    boolean isReduced() {
        return root().shape().rank() < space.rank() || root().shape().length(-1) != space.length(-1);
    }

    /**
     * Whether there is more in it than a loop or a reduction with prologue and epilogue: a reduction that is repeated along
     * its row, or several reductions.
     */
    boolean isMixed() {
        return space != null && reductions >= (isReduced() ? 2 : 1);
    }

    /** Whether a member is among the elements of rows that are reduced. */
    boolean isReducedFrom(Traced member) {
        return reductions > 0 && isElement(member);
    }

    /** Takes a node all of whose users are in this group or another, if it fits. */
    boolean accepts(Traced node) {
        return switch (node.op()) {
            case Elementwise _ -> space == null ? hasShapeOfRoot(node) : isElement(node) || isPerRow(node);
            case Sum _, ReduceMax _ ->
                isReduction(node)
                        && (reduced == null || reduced == node.dtype())
                        && (space == null
                                ? hasShapeOfRoot(node)
                                : node.operands().getFirst().shape().equals(space));
            case Broadcast _ -> repeatsRows(node) && (space == null ? hasShapeOfRoot(node) : isElement(node));
            case Reshape _ ->
                space != null && isPerRow(node) && isPerRow(node.operands().getFirst());
            default -> false;
        };
    }

    /** Adds a node that was accepted. */
    void add(Traced node) {
        if (isReduction(node)) {
            determine(node.operands().getFirst().shape());
            count(node);
        } else if (node.op() instanceof Broadcast) {
            determine(node.shape());
        }
        members.add(node);
    }

    /** Whether an op reduces rows of a length that suits. */
    static boolean isReduction(Traced node) {
        Axes axes = switch (node.op()) {
            case Sum(Axes of) -> of;
            case ReduceMax(Axes of) -> of;
            default -> null;
        };
        if (axes == null || axes.count() != 1) {
            return false;
        }
        Shape shape = node.operands().getFirst().shape();
        return axes.get(0) == shape.rank() - 1 && suits(shape.length(-1));
    }

    /** Whether a broadcast repeats the one element of each row. */
    private static boolean repeatsRows(Traced broadcast) {
        Shape shape = broadcast.shape();
        return shape.rank() > 0
                && suits(shape.length(-1))
                && broadcast.operands().getFirst().shape().equals(shape.with(-1, 1));
    }

    private static boolean suits(int length) {
        return length >= 2 && length <= MAX_LENGTH;
    }

    private void determine(Shape rows) {
        space = rows;
    }

    private void count(Traced reduction) {
        reductions++;
        reduced = reduction.dtype();
    }

    private boolean hasShapeOfRoot(Traced node) {
        return node.shape().equals(root().shape());
    }

    private boolean isElement(Traced node) {
        return node.shape().equals(space);
    }

    private boolean isPerRow(Traced node) {
        return RowReductions.isOnePerRow(node.shape(), space);
    }
}
