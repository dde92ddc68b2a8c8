package dev.pullback.conformance.cases;

import dev.pullback.api.op.*;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.Shape;
import dev.pullback.api.type.TensorType;
import dev.pullback.conformance.numeric.Family;
import dev.pullback.conformance.numeric.Limit;
import dev.pullback.conformance.numeric.Limits;
import dev.pullback.conformance.numeric.Values;
import java.util.ArrayList;
import java.util.List;

/** Elementwise ops: every op, dtype, shape and family of numbers, every pair of special numbers, and broadcasting. */
public final class ElementwiseCases {

    private static final List<Unary> UNARY = List.of(
            new Abs(),
            new Exp(),
            new Log(),
            new Neg(),
            new Relu(),
            new Sigmoid(),
            new Sqrt(),
            new Square(),
            new Step(),
            new StopGradient(),
            new Tanh());

    private static final List<Binary> BINARY =
            List.of(new Add(), new Div(), new Maximum(), new Minimum(), new Mul(), new Sub());

    private static final List<Family> FAMILIES =
            List.of(Family.NORMAL, Family.POSITIVE, Family.EQUAL, Family.WIDE, Family.SPECIAL);

    private final List<Case> cases = new ArrayList<>();

    private ElementwiseCases() {}

    static List<Case> all() {
        var list = new ElementwiseCases();
        for (DType dtype : DType.values()) {
            if (dtype != DType.BOOL) {
                UNARY.stream()
                        .filter(op -> dtype.isFloating() || op.onIntegers())
                        .forEach(op -> list.add(op, "", dtype));
                BINARY.forEach(op -> list.add(op, "", dtype, dtype));
                list.addBroadcasts(new Sub(), dtype);
            }
            list.addComparisons(dtype);
            list.add(new Select(), "", DType.BOOL, dtype, dtype);
            for (DType from : DType.values()) {
                list.add(new Cast(dtype), "to " + dtype.label(), from);
            }
        }
        list.addTwice(DType.FLOAT32);
        return list.cases;
    }

    private void addComparisons(DType dtype) {
        for (Comparison comparison : Comparison.values()) {
            if (dtype != DType.BOOL || comparison == Comparison.EQUAL || comparison == Comparison.NOT_EQUAL) {
                add(new Compare(comparison), comparison.name(), dtype, dtype);
            }
        }
    }

    private void add(Elementwise op, String what, DType... operands) {
        for (Shape shape : Shapes.elementwise()) {
            for (Family family : FAMILIES) {
                add(op, what, family, shape, operands);
            }
        }
        add(op, what, Family.NORMAL, Shape.of(Shapes.LONG), operands);
        List<Values> special = new ArrayList<>();
        for (int i = 0; i < operands.length; i++) {
            special.add(Family.allSpecial(operands[i], i % 2 == 1));
        }
        if (special.stream().map(Values::size).distinct().count() == 1) {
            cases.add(Case.of(op, what, what + " every pair of special numbers", special, limit(op, special)));
        }
    }

    private void add(Elementwise op, String what, Family family, Shape shape, DType... operands) {
        TensorType[] types = new TensorType[operands.length];
        for (int i = 0; i < types.length; i++) {
            types[i] = new TensorType(operands[i], shape);
        }
        DType result = op.infer(List.of(types)).dtype();
        cases.add(Case.of(op, what, family, Limits.of(op, result), types));
    }

    private static Limit limit(Elementwise op, List<Values> operands) {
        TensorType result = op.infer(operands.stream().map(Values::type).toList());
        return Limits.of(op, result.dtype());
    }

    /** Both operands broadcast, one of them, a scalar on either side, a row and a column; one op stands for all. */
    private void addBroadcasts(Binary op, DType dtype) {
        int[][][] pairs = {
            {{3, 4}, {3, 1}},
            {{3, 1}, {1, 4}},
            {{2, 3, 4}, {2, 1, 4}},
            {{5, 7}, {7}},
            {{33}, {}},
            {{}, {33}},
            {{0, 4}, {4}},
            {{17, 1}, {1, 65}},
            {{2, 1, 3, 1}, {4, 1, 5}}
        };
        for (int[][] pair : pairs) {
            TensorType[] types = {TensorType.of(dtype, pair[0]), TensorType.of(dtype, pair[1])};
            String id = "broadcast " + Case.types(types);
            addFunction(op, dtype, id, TensorFunction.of((a, b) -> apply(op, a, b)), types);
        }
    }

    /** The same tensor as both operands. */
    private void addTwice(DType dtype) {
        for (Binary op : BINARY) {
            TensorType type = TensorType.of(dtype, 5, 7);
            addFunction(op, dtype, "same operand twice", TensorFunction.of(x -> apply(op, x, x)), type);
        }
    }

    private void addFunction(Binary op, DType dtype, String id, TensorFunction function, TensorType... types) {
        List<Values> inputs = Case.inputs(op.name() + id, Family.NORMAL, types);
        String group = "%s %s broadcast".formatted(op.name(), dtype.label());
        cases.add(new Case(op.getClass(), group, id, function, inputs, Limits.of(op, dtype)));
    }

    private static Tensor apply(Binary op, Tensor a, Tensor b) {
        return switch (op) {
            case Add _ -> a.add(b);
            case Sub _ -> a.sub(b);
            case Mul _ -> a.mul(b);
            case Div _ -> a.div(b);
            case Maximum _ -> a.maximum(b);
            case Minimum _ -> a.minimum(b);
        };
    }
}
