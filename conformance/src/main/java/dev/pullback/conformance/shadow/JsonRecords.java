package dev.pullback.conformance.shadow;

import dev.pullback.api.error.DataFormatException;
import dev.pullback.api.error.PullbackException;
import dev.pullback.api.op.Op;
import dev.pullback.api.type.Axes;
import dev.pullback.api.type.Shape;
import dev.pullback.conformance.cases.Vocabulary;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Records as JSON values (maps, lists, numbers, texts) and back, by their components: ops and all that describes them are
 * records, so a new one needs nothing here. An op is told by its name, as {@code {"op": "sum", "axes": [0]}}; numbers that
 * JSON does not know are texts.
 */
final class JsonRecords {

    private static final String OP = "op";

    private static final Map<String, Class<?>> OPS =
            Vocabulary.ops().stream().collect(Collectors.toMap(JsonRecords::name, Function.identity()));

    private JsonRecords() {}

    /** @throws IllegalArgumentException if there is something in it that this does not know, such as a user's own op */
    static Object write(Object value) {
        return switch (value) {
            case Op op -> writeOp(op);
            case Record fields -> writeFields(fields);
            case Axes axes -> IntStream.of(axes.toArray()).boxed().toList();
            case Shape shape -> IntStream.of(shape.lengths()).boxed().toList();
            case Enum<?> constant -> constant.name().toLowerCase(Locale.ROOT);
            case List<?> list -> list.stream().map(JsonRecords::write).toList();
            case Double number when !Double.isFinite(number) -> number.toString();
            case Integer _, Long _, Double _, Boolean _, String _ -> value;
            default -> throw new IllegalArgumentException("no JSON for " + value.getClass());
        };
    }

    /**
     * @param place where this stands, for messages
     * @throws DataFormatException if it is not a record of that class
     */
    static <T extends Record> T read(Class<T> type, Object json, String place) {
        return type.cast(readFields(type, json, place));
    }

    private static Map<String, Object> writeOp(Op op) {
        if (OPS.get(name(op.getClass())) != op.getClass()) {
            throw new IllegalArgumentException("op %s is not of the vocabulary".formatted(op));
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(OP, name(op.getClass()));
        fields.putAll(writeFields((Record) op));
        return fields;
    }

    private static Map<String, Object> writeFields(Record source) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (RecordComponent component : source.getClass().getRecordComponents()) {
            try {
                fields.put(component.getName(), write(component.getAccessor().invoke(source)));
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException("%s does not tell its %s".formatted(source, component), e);
            }
        }
        return fields;
    }

    private static Object read(Type type, Object json, String place) {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            return readList(list.getActualTypeArguments()[0], json, place);
        }
        Class<?> wanted = (Class<?>) type;
        if (wanted == Op.class) {
            return readOp(json, place);
        }
        if (wanted.isRecord()) {
            return readFields(wanted, json, place);
        }
        if (wanted.isEnum()) {
            return readConstant(wanted, json, place);
        }
        if (wanted == Axes.class) {
            return Axes.of(readInts(json, place));
        }
        return wanted == Shape.class ? readShape(json, place) : readScalar(wanted, json, place);
    }

    private static Object readOp(Object json, String place) {
        if (!(json instanceof Map<?, ?> fields) || !(fields.get(OP) instanceof String name)) {
            throw wrong(place, "an op", json);
        }
        Class<?> type = OPS.get(name);
        if (type == null) {
            throw wrong(place, "an op of this version's vocabulary", name);
        }
        return readFields(type, json, place + " (" + name + ")");
    }

    private static Object readFields(Class<?> type, Object json, String place) {
        if (!(json instanceof Map<?, ?> fields)) {
            throw wrong(place, "an object", json);
        }
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            String name = components[i].getName();
            values[i] = read(components[i].getGenericType(), fields.get(name), place + "." + name);
        }
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<?> canonical = type.getDeclaredConstructor(types);
            return canonical.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new DataFormatException("%s: %s".formatted(place, e.getCause().getMessage()), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("%s cannot be made".formatted(type), e);
        }
    }

    private static List<Object> readList(Type element, Object json, String place) {
        if (!(json instanceof List<?> list)) {
            throw wrong(place, "a list", json);
        }
        List<Object> values = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            values.add(read(element, list.get(i), "%s[%d]".formatted(place, i)));
        }
        return List.copyOf(values);
    }

    private static int[] readInts(Object json, String place) {
        return readList(Integer.class, json, place).stream()
                .mapToInt(Integer.class::cast)
                .toArray();
    }

    private static Shape readShape(Object json, String place) {
        try {
            return Shape.of(readInts(json, place));
        } catch (PullbackException e) {
            throw new DataFormatException("%s: %s".formatted(place, e.getMessage()), e);
        }
    }

    private static Object readConstant(Class<?> type, Object json, String place) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> write(constant).equals(json))
                .findFirst()
                .orElseThrow(() -> wrong(place, "one of " + write(List.of(type.getEnumConstants())), json));
    }

    private static Object readScalar(Class<?> type, Object json, String place) {
        return switch (json) {
            case Boolean flag when type == boolean.class -> flag;
            case String text when type == String.class -> text;
            case Integer number when type == int.class || type == Integer.class -> number;
            case Integer number when type == long.class -> (long) number;
            case Long number when type == long.class -> number;
            case Number number when type == double.class -> number.doubleValue();
            case String text when type == double.class && isNoJsonNumber(text) -> Double.parseDouble(text);
            case null, default -> throw wrong(place, "a value of type " + type.getSimpleName(), json);
        };
    }

    private static boolean isNoJsonNumber(String text) {
        return text.equals("NaN") || text.equals("Infinity") || text.equals("-Infinity");
    }

    private static String name(Class<?> op) {
        return op.getSimpleName().toLowerCase(Locale.ROOT);
    }

    private static DataFormatException wrong(String place, String expected, Object found) {
        return new DataFormatException(
                "%s: expected %s, found %s".formatted(place, expected, found == null ? "nothing" : found));
    }
}
