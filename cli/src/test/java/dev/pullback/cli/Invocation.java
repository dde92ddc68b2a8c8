package dev.pullback.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.jr.ob.JSON;

/** A command that was run in this process, with all that it said. */
record Invocation(int code, String out, String err) {

    static Invocation of(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
        return new Invocation(code, out.toString(), err.toString());
    }

    /** It worked, and had nothing to complain about. */
    Invocation succeeded() {
        assertEquals("", err);
        assertEquals(ExitStatus.SUCCESS, code, out);
        return this;
    }

    /** The one JSON object on stdout; nothing may stand before it or behind it. */
    Map<String, Object> json() {
        assertEquals(1, values(out), out);
        assertTrue(out.startsWith("{") && out.endsWith("}" + System.lineSeparator()), out);
        return JSON.std.mapFrom(out);
    }

    /** How many JSON values follow each other in a text. */
    private static int values(String text) {
        int values = 0;
        int depth = 0;
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                values += depth == 0 ? 1 : 0;
            }
        }
        return values;
    }

    static double number(Map<String, ?> content, String key) {
        assertTrue(content.get(key) instanceof Number, () -> key + " in " + content);
        return ((Number) content.get(key)).doubleValue();
    }

    static List<Double> numbers(Map<String, ?> content, String key) {
        return ((List<?>) content.get(key))
                .stream().map(value -> ((Number) value).doubleValue()).toList();
    }

    @SuppressWarnings("unchecked") // the objects of a JSON array
    static List<Map<String, Object>> objects(Map<String, ?> content, String key) {
        return (List<Map<String, Object>>) content.get(key);
    }
}
