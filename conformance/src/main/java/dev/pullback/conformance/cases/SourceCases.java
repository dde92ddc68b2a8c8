package dev.pullback.conformance.cases;

import dev.pullback.api.op.Constant;
import dev.pullback.api.op.Input;
import dev.pullback.api.op.Iota;
import dev.pullback.api.op.RandomBits;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.Shape;
import dev.pullback.api.type.TensorType;
import dev.pullback.conformance.numeric.Family;
import dev.pullback.conformance.numeric.Limit;
import dev.pullback.conformance.numeric.Values;
import java.util.ArrayList;
import java.util.List;

/** Values out of nothing or out of a key, and inputs handed straight through. */
public final class SourceCases {

    private static final double[] CONSTANTS = {
        0, -0.0, 1, -2.75, 3e9, 1e40, 1e-310, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY
    };

    private static final int[][] SHAPES = {{}, {1}, {2}, {5}, {17}, {0}, {3, 7}, {2, 3, 5}, {129}, {4, 0}};

    private final List<Case> cases = new ArrayList<>();

    private SourceCases() {}

    static List<Case> all() {
        var list = new SourceCases();
        for (DType dtype : DType.values()) {
            list.constants(dtype);
            list.inputs(dtype);
            if (dtype != DType.BOOL) {
                list.iotas(dtype);
            }
        }
        list.randomBits();
        return list.cases;
    }

    private void constants(DType dtype) {
        for (double value : CONSTANTS) {
            for (int[] shape : SHAPES) {
                TensorType type = TensorType.of(dtype, shape);
                cases.add(Case.of(
                        new Constant(type, value),
                        "",
                        "%s everywhere in %s".formatted(value, type),
                        List.of(),
                        Limit.EXACT));
            }
        }
    }

    private void inputs(DType dtype) {
        for (int[] shape : SHAPES) {
            TensorType type = TensorType.of(dtype, shape);
            String id = "given back as " + type;
            String group = "input " + dtype.label();
            List<Values> inputs = Case.inputs(id, Family.SPECIAL, type);
            cases.add(new Case(Input.class, group, id, TensorFunction.of(x -> x), inputs, Limit.BITS));
        }
    }

    private void iotas(DType dtype) {
        for (int[] lengths : SHAPES) {
            Shape shape = Shape.of(lengths);
            for (int axis = 0; axis < shape.rank(); axis++) {
                TensorType type = new TensorType(dtype, shape);
                cases.add(Case.of(
                        new Iota(type, axis), "", "axis %d of %s".formatted(axis, type), List.of(), Limit.EXACT));
            }
        }
    }

    private void randomBits() {
        double[][] keys = {{0, 0}, {-1, -1}, {0x13198a2e, 0x03707344}, {Integer.MIN_VALUE, 7}};
        for (double[] key : keys) {
            for (int[] shape : SHAPES) {
                String id = "key %s, shape %s".formatted(java.util.Arrays.toString(key), Shape.of(shape));
                List<Values> inputs = List.of(Values.of(TensorType.of(DType.INT32, 2), key));
                cases.add(Case.of(new RandomBits(Shape.of(shape)), "", id, inputs, Limit.EXACT));
            }
        }
    }
}
