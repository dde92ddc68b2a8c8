package dev.pullback.conformance;

import dev.pullback.api.op.*;
import dev.pullback.api.tensor.Apply;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.type.Axes;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.Shape;
import dev.pullback.api.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every op that has operands, differentiated: at smooth points, and where it bends or ties. */
final class DerivativeList {

    private static final DType F32 = DType.FLOAT32;

    private final List<Derivative> list = new ArrayList<>();

    private DerivativeList() {}

    static List<Derivative> all() {
        var all = new DerivativeList();
        all.elementwise();
        all.linear();
        all.matmul();
        all.general();
        return all.list;
    }

    /** Those that a backend with these dtypes can run, by the name of the op. */
    static Map<String, List<Derivative>> byOp(Set<DType> dtypes) {
        return all().stream()
                .filter(derivative -> derivative.asCase().needsOnly(dtypes))
                .collect(Collectors.groupingBy(
                        derivative -> derivative.op().getSimpleName(), TreeMap::new, Collectors.toList()));
    }

    /** Names of the ops with operands whose derivative nothing here is about. */
    static Set<String> withoutCase() {
        Set<Class<?>> covered = all().stream().map(Derivative::op).collect(Collectors.toSet());
        return Stream.of(Elementwise.class, Linear.class, Bilinear.class, General.class)
                .flatMap(family -> Vocabulary.under(family).stream())
                .filter(op -> !covered.contains(op))
                .map(Class::getSimpleName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void elementwise() {
        for (Unary op : List.of(
                new Abs(), new Exp(), new Neg(), new Relu(), new Sigmoid(), new Square(), new Step(), new Tanh())) {
            add(op, Family.AWAY_FROM_ZERO, true, elementwiseLimit(), new int[][] {{5, 7}});
            add(op, Family.EQUAL, false, elementwiseLimit(), new int[][] {{33}});
        }
        for (Unary op : List.of(new Log(), new Sqrt())) {
            List<Values> positive =
                    List.of(point(op.name(), Family.AWAY_FROM_ZERO, 5, 7).magnitudes());
            list.add(new Derivative(
                    op.getClass(),
                    op.name() + " of positive numbers",
                    function(op),
                    positive,
                    elementwiseLimit(),
                    true));
        }
        add(new StopGradient(), Family.NORMAL, false, Limit.EXACT, new int[][] {{5, 7}});
        for (Binary op : List.of(new Add(), new Sub(), new Mul(), new Div(), new Maximum(), new Minimum())) {
            add(op, Family.AWAY_FROM_ZERO, true, elementwiseLimit(), new int[][] {{5, 7}, {5, 7}});
        }
        add(new Maximum(), Family.EQUAL, false, elementwiseLimit(), new int[][] {{65}, {65}});
        add(new Minimum(), Family.EQUAL, false, elementwiseLimit(), new int[][] {{65}, {65}});
        List<Values> choice = List.of(
                Family.NORMAL.draw(TensorType.of(DType.BOOL, 5, 7), 1),
                point("select a", Family.NORMAL, 5, 7),
                point("select b", Family.NORMAL, 5, 7));
        list.add(new Derivative(
                Select.class, "select by a condition", function(new Select()), choice, Limit.EXACT, true));
        addFunction(
                Compare.class,
                "a comparison has no derivative",
                true,
                Limit.EXACT,
                TensorFunction.of((a, b) -> a.compare(Comparison.LESS, b).cast(a.dtype())),
                new int[][] {{5, 7}, {5, 7}});
        addFunction(
                Cast.class,
                "to float64 and back",
                true,
                Limit.EXACT,
                TensorFunction.of(x -> x.cast(DType.FLOAT64)),
                new int[][] {{5, 7}});
    }

    private void linear() {
        Limit few = Limit.terms(16);
        addLinear(new Reshape(Shape.of(7, 5)), few, new int[][] {{5, 7}});
        addLinear(new Transpose(Axes.of(2, 0, 1)), few, new int[][] {{3, 5, 4}});
        addLinear(new Broadcast(Shape.of(2, 5, 7)), few, new int[][] {{5, 1}});
        addLinear(new Broadcast(Shape.of(3, 4)), few, new int[][] {{}});
        addLinear(new Sum(Axes.of(0)), few, new int[][] {{5, 7}});
        addLinear(new Sum(Axes.of(0, 2)), few, new int[][] {{3, 5, 4}});
        addLinear(new Sum(Axes.of(0, 1)), few, new int[][] {{33, 17}});
        addLinear(new Slice(Axes.of(1, 2), Axes.of(4, 7)), few, new int[][] {{5, 7}});
        addLinear(new Pad(Axes.of(1, 0), Axes.of(2, 3)), few, new int[][] {{5, 7}});
        addLinear(new Concat(1), few, new int[][] {{5, 2}, {5, 7}, {5, 1}});
        Values indices = Values.of(TensorType.of(DType.INT32, 6), 3, 0, 3, 9, -1, 2);
        list.add(new Derivative(
                Gather.class,
                "rows, some twice and some clamped",
                function(new Gather(0)),
                List.of(point("gather", Family.NORMAL, 5, 7), indices),
                few,
                true));
        list.add(new Derivative(
                ScatterAdd.class,
                "into rows, some twice and some clamped",
                function(new ScatterAdd(0, 5)),
                List.of(point("scatter", Family.NORMAL, 6, 7), indices),
                few,
                true));
        addLinear(new Barrier(), Limit.EXACT, new int[][] {{5, 7}, {3}});
        addFunction(
                Broadcast.class, "a row times a matrix", true, few, TensorFunction.of((a, b) -> a.mul(b)), new int[][] {
                    {5, 7}, {7}
                });
    }

    private void matmul() {
        for (boolean transposeA : new boolean[] {false, true}) {
            for (boolean transposeB : new boolean[] {false, true}) {
                var op = new MatMul(transposeA, transposeB);
                int[] a = transposeA ? new int[] {7, 5} : new int[] {5, 7};
                int[] b = transposeB ? new int[] {3, 7} : new int[] {7, 3};
                addLinear(op, Limit.terms(16), new int[][] {a, b});
                addLinear(op, Limit.terms(16), new int[][] {batched(4, a), batched(4, b)});
                addLinear(op, Limit.terms(16), new int[][] {batched(4, a), b});
                addLinear(op, Limit.terms(16), new int[][] {a, batched(4, b)});
            }
        }
    }

    private void general() {
        Limit share = Limit.ulps(16).orAbsolute(64 * Limit.unit(F32));
        add(new ReduceMax(Axes.of(1)), Family.NORMAL, true, share, new int[][] {{5, 7}});
        add(new ReduceMax(Axes.of(0, 2)), Family.EQUAL, false, share, new int[][] {{3, 5, 4}});
        addFunction(
                ArgMax.class,
                "a position has no derivative",
                true,
                Limit.EXACT,
                TensorFunction.of(x -> x.argmax(1).cast(x.dtype())),
                new int[][] {{5, 7}});
    }

    /** Directions are at most 2 in size; 1 − y² and y(1 − y) have an absolute error, the other derivatives a relative one. */
    private static Limit elementwiseLimit() {
        return Limit.ulps(16).orAbsolute(64 * Limit.unit(F32));
    }

    private void addLinear(Op op, Limit limit, int[][] shapes) {
        add(op, Family.NORMAL, true, limit, shapes);
    }

    private void add(Op op, Family family, boolean smooth, Limit limit, int[][] shapes) {
        list.add(new Derivative(
                op.getClass(),
                id(op, family, shapes),
                function(op),
                points(op.toString(), family, shapes),
                limit,
                smooth));
    }

    private void addFunction(
            Class<?> op, String id, boolean smooth, Limit limit, TensorFunction function, int[][] shapes) {
        list.add(new Derivative(op, id, function, points(id, Family.NORMAL, shapes), limit, smooth));
    }

    private static TensorFunction function(Op op) {
        return operands -> List.of(Apply.op(op, operands.toArray(Tensor[]::new)));
    }

    private static String id(Op op, Family family, int[][] shapes) {
        return "%s %s %s".formatted(op, Stream.of(shapes).map(Shape::of).toList(), family);
    }

    private static List<Values> points(String id, Family family, int[][] shapes) {
        List<Values> points = new ArrayList<>();
        for (int[] shape : shapes) {
            points.add(point(id + points.size(), family, shape));
        }
        return points;
    }

    private static Values point(String id, Family family, int... shape) {
        return family.draw(TensorType.of(F32, shape), id.hashCode());
    }

    private static int[] batched(int batch, int[] matrix) {
        return new int[] {batch, matrix[0], matrix[1]};
    }
}
