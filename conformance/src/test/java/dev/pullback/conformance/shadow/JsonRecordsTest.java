package dev.pullback.conformance.shadow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.error.DataFormatException;
import dev.pullback.api.op.Constant;
import dev.pullback.api.op.Op;
import dev.pullback.api.tensor.Composite;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.type.Axes;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.Shape;
import dev.pullback.api.type.TensorType;
import dev.pullback.conformance.cases.Vocabulary;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.jr.ob.JSON;

class JsonRecordsTest {

    record Holder(Op op) {}

    private record Swish() implements Composite {
        @Override
        public Tensor lower(List<Tensor> operands) {
            return operands.getFirst().sigmoid().mul(operands.getFirst());
        }
    }

    static Set<Class<?>> vocabulary() {
        return Vocabulary.ops();
    }

    /** Made by its canonical constructor, so that a new op, or a new attribute of one, is tested without being named here. */
    @ParameterizedTest
    @MethodSource("vocabulary")
    void every_op_of_the_vocabulary_comes_back_as_it_was(Class<?> type) throws ReflectiveOperationException {
        for (int variant = 0; variant < 3; variant++) {
            Op op = example(type, variant);

            assertEquals(op, throughText(op), () -> JSON.std.asString(JsonRecords.write(op)));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.0, -0.0, 0.1, 1, 1e300, Double.MIN_VALUE, Double.NaN, Double.POSITIVE_INFINITY, -1.0 / 0})
    void every_number_of_a_constant_comes_back_as_it_was(double value) {
        Op op = new Constant(TensorType.of(DType.FLOAT64, 2, 3), value);

        assertEquals(op, throughText(op));
    }

    @Test
    void an_op_is_written_for_people() {
        assertEquals(
                Map.of("op", "constant", "type", Map.of("dtype", "float32", "shape", List.of(3)), "value", 0.5),
                JsonRecords.write(new Constant(TensorType.of(DType.FLOAT32, 3), 0.5)));
    }

    @Test
    void a_users_own_op_is_refused() {
        var failure = assertThrows(IllegalArgumentException.class, () -> JsonRecords.write(new Swish()));

        assertTrue(failure.getMessage().contains("Swish"), failure.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'op': 'cosine'}: file.op: expected an op of this version's vocabulary, found cosine",
                "{}: file.op: expected an op, found {}",
                "{'op': 'sum'}: file.op (sum).axes: expected a list, found nothing",
                "{'op': 'sum', 'axes': [1.5]}: file.op (sum).axes[0]: expected a value of type Integer, found 1.5",
                "{'op': 'cast', 'dtype': 'float16'}: file.op (cast).dtype: expected one of [float32, float64, int32, bool], found float16",
                "{'op': 'reshape', 'shape': [-1]}: file.op (reshape).shape: A shape cannot have an axis of negative length: [-1]",
                "{'op': 'matmul', 'transposeA': 1, 'transposeB': true}: file.op (matmul).transposeA: expected a value of type boolean, found 1"
            })
    void what_is_wrong_is_told_with_its_place(String textAndMessage) {
        int colon = textAndMessage.indexOf("}: ") + 1;
        String json = "{'op': %s}".formatted(textAndMessage.substring(0, colon)).replace('\'', '"');

        var failure = assertThrows(DataFormatException.class, () -> parse(json));

        String expected = textAndMessage.substring(colon + 2);
        assertTrue(failure.getMessage().startsWith(expected), failure.getMessage());
    }

    private static Op throughText(Op op) {
        return parse(JSON.std.asString(JsonRecords.write(new Holder(op))));
    }

    private static Op parse(String json) {
        return JsonRecords.read(Holder.class, JSON.std.mapFrom(json), "file").op();
    }

    private static Op example(Class<?> type, int variant) throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] values =
                Arrays.stream(types).map(part -> attribute(part, variant)).toArray();
        return (Op) type.getDeclaredConstructor(types).newInstance(values);
    }

    private static Object attribute(Class<?> type, int variant) {
        if (type.isEnum()) {
            return type.getEnumConstants()[variant % type.getEnumConstants().length];
        }
        return switch (type.getSimpleName()) {
            case "int" -> variant;
            case "long" -> variant * 0x1_0000_0000L;
            case "double" -> List.of(0.1, Double.NEGATIVE_INFINITY, -0.0).get(variant);
            case "boolean" -> variant == 1;
            case "String" -> "name \"%d\" ε".formatted(variant);
            case "Axes" -> Axes.of(Arrays.copyOf(new int[] {2, 0, 1}, variant));
            case "Shape" -> Shape.of(Arrays.copyOf(new int[] {3, 0, 5}, variant));
            case "TensorType" -> new TensorType(DType.values()[variant], Shape.of(variant, 4));
            default -> throw new AssertionError("an op has an attribute of a new kind, " + type);
        };
    }
}
