package dev.pullback.cli;

import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.jr.ob.JSON;

/**
 * JSON text of maps, lists, numbers and texts. Numbers that JSON does not know (NaN, infinities) become texts. Only ASCII
 * characters come out, so that it is the same whatever encoding the terminal has.
 */
final class Json {

    private static final JSON WRITER = JSON.builder(JsonFactory.builder()
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .build())
            .enable(JSON.Feature.PRETTY_PRINT_OUTPUT)
            .build();

    private Json() {}

    static String write(Object content) {
        return WRITER.asString(content);
    }
}
