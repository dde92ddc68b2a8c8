package dev.pullback.api.jacobian;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pullback.api.op.*;
import dev.pullback.api.type.Axes;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.Shape;
import dev.pullback.api.type.TensorType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the pull of every op reads. An op that keeps more than it did makes every training need more memory. */
class PullNeedsTest {

    private static final TensorType X = TensorType.of(DType.FLOAT32, 4, 4);
    private static final TensorType INDICES = TensorType.of(DType.INT32, 4);

    private record Row(Op op, List<TensorType> operands, String needs) {}

    private static final List<Row> TABLE = List.of(
            unary(new Abs(), "x"),
            unary(new Exp(), "y"),
            unary(new Log(), "x"),
            unary(new Neg(), "nothing"),
            unary(new Relu(), "y"),
            unary(new Sigmoid(), "y"),
            unary(new Sqrt(), "y"),
            unary(new Square(), "x"),
            unary(new Step(), "nothing"),
            unary(new StopGradient(), "nothing"),
            unary(new Tanh(), "y"),
            unary(new Cast(DType.FLOAT64), "nothing"),
            binary(new Add(), "nothing"),
            binary(new Sub(), "nothing"),
            binary(new Mul(), "a, b"),
            binary(new Div(), "b, y"),
            binary(new Maximum(), "a, b"),
            binary(new Minimum(), "a, b"),
            binary(new Compare(Comparison.LESS), "nothing"),
            new Row(new Select(), List.of(TensorType.of(DType.BOOL, 4, 4), X, X), "a"),
            binary(new MatMul(), "a, b"),
            unary(new Reshape(Shape.of(16)), "nothing"),
            unary(new Transpose(Axes.of(1, 0)), "nothing"),
            unary(new Broadcast(Shape.of(2, 4, 4)), "nothing"),
            unary(new Sum(Axes.of(0)), "nothing"),
            unary(new Slice(Axes.of(0, 0), Axes.of(2, 2)), "nothing"),
            unary(new Pad(Axes.of(0, 0), Axes.of(2, 2)), "nothing"),
            binary(new Concat(0), "nothing"),
            binary(new Barrier(), "nothing"),
            new Row(new Gather(0), List.of(X, INDICES), "b"),
            new Row(new ScatterAdd(0, 4), List.of(X, INDICES), "b"),
            unary(new ReduceMax(Axes.of(1)), "x, y"),
            unary(new ArgMax(1), "nothing"));

    @Test
    void the_pull_of_every_op_reads_what_the_table_says() {
        Map<String, String> expected = new LinkedHashMap<>();
        Map<String, String> found = new LinkedHashMap<>();
        for (Row row : TABLE) {
            int count = row.operands().size();
            expected.put(row.op().name(), row.needs());
            found.put(row.op().name(), PullNeeds.of(row.op(), row.operands()).text(count));
        }
        assertEquals(expected, found);
    }

    /** Each line begins with what is read; the ops are in the order of the table here. */
    @Test
    void the_page_on_memory_shows_the_table() throws IOException {
        Map<String, List<String>> ops = new LinkedHashMap<>();
        TABLE.forEach(row -> ops.computeIfAbsent(row.needs(), missing -> new ArrayList<>())
                .add(row.op().name()));
        Map<String, List<String>> shown = new LinkedHashMap<>();
        for (String line : Files.readAllLines(Path.of("..", "docs", "memory.md"))) {
            Matcher row = Pattern.compile("\\| `([^`]+)`.* \\| (.*) \\|").matcher(line);
            if (row.matches()) {
                shown.put(row.group(1), List.of(row.group(2).split(", ")));
            }
        }
        assertEquals(ops, shown);
    }

    @Test
    void the_table_has_every_op_with_operands() {
        Set<String> tabled =
                TABLE.stream().map(row -> row.op().getClass().getSimpleName()).collect(Collectors.toSet());
        Set<String> missing = new TreeSet<>();
        for (Class<?> family : List.of(Elementwise.class, Linear.class, Bilinear.class, General.class)) {
            collect(family, missing);
        }
        missing.removeAll(tabled);
        assertEquals(Set.of(), missing);
    }

    @Test
    void a_product_needs_the_other_operand_to_pull_to_one() {
        List<TensorType> matrices = List.of(X, X);
        assertEquals("b", PullNeeds.of(new MatMul(), matrices, 0).text(2));
        assertEquals("a", PullNeeds.of(new MatMul(), matrices, 1).text(2));
        assertEquals("b", PullNeeds.of(new Mul(), matrices, 0).text(2));
        assertEquals("b", PullNeeds.of(new Div(), matrices, 0).text(2));
        assertEquals("b, y", PullNeeds.of(new Div(), matrices, 1).text(2));
    }

    private static void collect(Class<?> type, Set<String> records) {
        if (type.isRecord()) {
            records.add(type.getSimpleName());
        } else {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                collect(permitted, records);
            }
        }
    }

    private static Row unary(Op op, String needs) {
        return new Row(op, List.of(X), needs);
    }

    private static Row binary(Op op, String needs) {
        return new Row(op, List.of(X, X), needs);
    }
}
