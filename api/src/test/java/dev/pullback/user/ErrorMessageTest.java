package dev.pullback.user;

import static dev.pullback.api.tensor.Functions.concat;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.error.DTypeException;
import dev.pullback.api.error.PullbackException;
import dev.pullback.api.error.ShapeException;
import dev.pullback.api.jacobian.Derivatives;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.tensor.Traced;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/** What a user reads who gets it wrong: the op, what it was given, and the line in the user's own code. */
class ErrorMessageTest {

    private static final Tensor X = input(DType.FLOAT32, 128, 784);
    private static final Tensor W = input(DType.FLOAT32, 783, 10);
    private static final Tensor LABELS = input(DType.INT32, 128);
    private static final Tensor MASK = input(DType.BOOL, 128, 784);

    @Test
    void names_the_line_that_built_the_op() {
        int line = new Throwable().getStackTrace()[0].getLineNumber() + 1;
        var failure = assertThrows(ShapeException.class, () -> X.matmul(W));
        String place = "dev.pullback.user.ErrorMessageTest.";
        assertTrue(failure.getMessage().contains(place), failure::getMessage);
        assertTrue(failure.getMessage().contains("ErrorMessageTest.java:" + line), failure::getMessage);
    }

    @TestFactory
    Stream<DynamicTest> names_the_op_and_what_it_was_given() {
        return Stream.of(
                refused("matmul", () -> X.matmul(W), "float32[128,784]", "float32[783,10]", "784 columns", "783 rows"),
                refused("add", () -> X.add(input(DType.FLOAT32, 10)), "float32[128,784]", "float32[10]"),
                refused("add", () -> X.add(LABELS.reshape(128, 1)), "float32", "int32", "cast"),
                refused("sigmoid", () -> LABELS.sigmoid(), "int32[128]", "cast"),
                refused("sum", () -> MASK.sum(), "bool[128,784]", "cast"),
                refused("reshape", () -> X.reshape(127, 790), "float32[128,784]", "[127,790]"),
                refused("concat", () -> concat(0, X, W), "float32[128,784]", "float32[783,10]", "axis 0"),
                refused("slice", () -> X.slice(0, 100, 129), "float32[128,784]", "129"),
                refused("transpose", () -> X.transpose(0, 0), "float32[128,784]", "[0,0]"),
                refused("broadcast", () -> X.broadcastTo(input(DType.FLOAT32, 5).shape()), "float32[128,784]", "[5]"),
                refused("gather", () -> X.gather(0, W), "float32[783,10]", "int32"),
                refused("select", () -> X.select(X, X), "bool"),
                refused("axis 2", () -> X.sum(2), "[128,784]"),
                refused("twice", () -> X.sum(1, -1), "[128,784]"),
                refused(
                        "gradient",
                        () -> Derivatives.gradient(TensorFunction.of(x -> x)).apply(List.of(X)),
                        "float32[128,784]",
                        "scalar"));
    }

    @Test
    void a_traced_tensor_says_why_it_has_no_values() {
        var failure = assertThrows(PullbackException.class, X::stored);
        assertTrue(failure.getMessage().contains("float32[128,784]"), failure::getMessage);
        assertTrue(failure.getMessage().contains("ErrorMessageTest"), failure::getMessage);
    }

    @Test
    void dtypes_and_shapes_are_different_errors() {
        assertThrows(DTypeException.class, () -> X.add(LABELS.reshape(128, 1)));
        assertThrows(ShapeException.class, () -> X.add(W));
    }

    private static DynamicTest refused(String op, Executable attempt, String... words) {
        return DynamicTest.dynamicTest(op + " " + String.join(" ", words), () -> {
            String message = assertThrows(PullbackException.class, attempt).getMessage();
            assertAll(Stream.concat(Stream.of(op, "ErrorMessageTest.java:"), Stream.of(words))
                    .map(word ->
                            () -> assertTrue(message.contains(word), () -> "'%s' in: %s".formatted(word, message))));
        });
    }

    private static Tensor input(DType dtype, int... lengths) {
        return Traced.input(TensorType.of(dtype, lengths), "x");
    }
}
