package dev.pullback.opencl.code;

import dev.pullback.api.plan.Cluster;
import dev.pullback.api.plan.Operand;
import dev.pullback.api.type.DType;
import dev.pullback.opencl.code.ClusterCode.Parameter;
import java.util.ArrayList;
import java.util.List;

/** Where generated code finds an operand's element: an offset from (row, col, index[, batch]) as OpenCL C. */
final class OperandAccess {

    private final String name;
    private final String offset;
    private final long columnStride;
    private final boolean position;
    private final boolean coordinates;
    private final List<Parameter> parameters;

    private OperandAccess(
            String name,
            String offset,
            long columnStride,
            boolean position,
            boolean coordinates,
            List<Parameter> parameters) {
        this.name = name;
        this.offset = offset;
        this.columnStride = columnStride;
        this.position = position;
        this.coordinates = coordinates;
        this.parameters = List.copyOf(parameters);
    }

    static OperandAccess of(Cluster cluster, Operand operand, String name) {
        if (cluster.isFull(operand)) {
            return whole(name);
        }
        if (operand.isScalar()) {
            return single(name);
        }
        int axes = cluster.lengths().count();
        List<Parameter> parameters = new ArrayList<>();
        List<String> terms = new ArrayList<>();
        boolean coordinates = false;
        for (int axis = 0; axis < axes - 1; axis++) {
            if (operand.stride(axis) != 0) {
                // Of two axes, the first one's position is the row itself.
                String index = axes == 2 ? "row" : "i" + axis;
                coordinates |= axes > 2;
                terms.add(term(index, name + "s" + axis, operand.stride(axis), parameters));
            }
        }
        return strided(name, terms, operand.stride(axes - 1), coordinates, parameters);
    }

    /** Over batch, row and column. */
    static OperandAccess ofEpilogue(Cluster cluster, Operand operand, String name) {
        if (cluster.isFull(operand)) {
            return whole(name);
        }
        if (operand.isScalar()) {
            return single(name);
        }
        List<Parameter> parameters = new ArrayList<>();
        List<String> terms = new ArrayList<>();
        if (operand.stride(0) != 0) {
            terms.add(term("batch", name + "s0", operand.stride(0), parameters));
        }
        if (operand.stride(1) != 0) {
            terms.add(term("row", name + "s1", operand.stride(1), parameters));
        }
        return strided(name, terms, operand.stride(2), false, parameters);
    }

    private static OperandAccess whole(String name) {
        return new OperandAccess(name, "index", 1, false, false, List.of());
    }

    private static OperandAccess single(String name) {
        return new OperandAccess(name, "0", 0, false, false, List.of());
    }

    private static OperandAccess strided(
            String name, List<String> terms, long columnStride, boolean coordinates, List<Parameter> parameters) {
        // Values are row-major, so the last axis is either walked through or repeated.
        if (columnStride != 0) {
            terms.add("col");
        }
        return new OperandAccess(name, String.join(" + ", terms), columnStride, true, coordinates, parameters);
    }

    /** Position times stride; a stride of 1 needs no parameter. */
    private static String term(String index, String strideName, long stride, List<Parameter> parameters) {
        if (stride == 1) {
            return index;
        }
        parameters.add(ClusterCode.number(strideName, stride));
        return index + " * " + strideName;
    }

    /** The element, or the vector of elements from it on along the row. */
    String expression(DType dtype, Vectors vectors) {
        if (vectors.width() == 1) {
            return "%s[%s]".formatted(name, offset);
        }
        return columnStride == 0
                ? "(%s)(%s[%s])".formatted(CType.of(dtype, vectors.width()), name, offset)
                : vectors.load(dtype, "%s + (%s)".formatted(name, offset));
    }

    List<Parameter> parameters() {
        return parameters;
    }

    /** Whether the offset depends on row or column, and not on the index alone. */
    boolean usesPosition() {
        return position;
    }

    /** Whether the offset needs the positions along more than two axes. */
    boolean usesCoordinates() {
        return coordinates;
    }
}
