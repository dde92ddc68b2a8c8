package dev.pullback.cpu.step;

import dev.pullback.api.plan.Cluster;
import dev.pullback.api.plan.Operand;

/** Where the elements of a cluster's operand are, for an index space seen as rows of columns. Positions are in elements. */
final class OperandView {

    private final long rows;
    private final int columns;
    private final long columnStride;

    /** The row axes, innermost first, merged where one stride steps through several; without those of length 1. */
    private final long[] lengths;

    private final long[] strides;
    private int axes;

    OperandView(Cluster cluster, Operand operand) {
        int last = cluster.lengths().count() - 1;
        this.columns = cluster.lengths().get(last);
        this.columnStride = columns == 1 ? 1 : operand.stride(last);
        this.lengths = new long[last];
        this.strides = new long[last];
        long count = 1;
        for (int axis = last - 1; axis >= 0; axis--) {
            count *= cluster.lengths().get(axis);
            if (cluster.lengths().get(axis) != 1) {
                addOuter(cluster.lengths().get(axis), operand.stride(axis));
            }
        }
        this.rows = count;
    }

    private void addOuter(int length, long stride) {
        if (axes > 0 && stride == strides[axes - 1] * lengths[axes - 1]) {
            lengths[axes - 1] *= length;
        } else {
            lengths[axes] = length;
            strides[axes] = stride;
            axes++;
        }
    }

    int columns() {
        return columns;
    }

    long columnStride() {
        return columnStride;
    }

    /** Whether every row is the same. */
    boolean repeatsRows() {
        return axes == 0 || (axes == 1 && strides[0] == 0);
    }

    /** Whether the same single element is read everywhere. */
    boolean isScalar() {
        return repeatsRows() && (columnStride == 0 || columns == 1);
    }

    /** Whether it is read from end to end, the way a row-major result is written. */
    boolean isFull() {
        return columnStride == 1 && (rows == 1 || (axes == 1 && strides[0] == columns));
    }

    /** Position of a row's first element. */
    long position(long row) {
        if (axes == 1) {
            return row * strides[0];
        }
        long position = 0;
        long rest = row;
        for (int axis = 0; axis < axes; axis++) {
            position += rest % lengths[axis] * strides[axis];
            rest /= lengths[axis];
        }
        return position;
    }
}
