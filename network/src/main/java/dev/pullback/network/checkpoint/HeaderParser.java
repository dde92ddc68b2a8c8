package dev.pullback.network.checkpoint;

import dev.pullback.api.error.DataFormatException;
import dev.pullback.network.checkpoint.Header.Place;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/** Reads the JSON of a safetensors header and accepts nothing that the format does not have. */
final class HeaderParser {

    private final Path file;
    private final JsonParser json;

    private HeaderParser(Path file, JsonParser json) {
        this.file = file;
        this.json = json;
    }

    /** @throws DataFormatException with the offset in the file where the header is wrong */
    static Header parse(Path file, byte[] header) {
        for (int i = 0; i < header.length; i++) {
            // The JSON library would take zeros for another encoding than UTF-8.
            if (header[i] == 0) {
                throw new DataFormatException("%s at byte %,d: expected a header in JSON, found a zero byte"
                        .formatted(file, HeaderFormat.LENGTH_BYTES + i));
            }
        }
        try (JsonParser json = HeaderFormat.JSON.createParser(ObjectReadContext.empty(), header)) {
            return new HeaderParser(file, json).parse();
        } catch (JacksonException e) {
            long offset = e.getLocation() == null ? -1 : e.getLocation().getByteOffset();
            throw new DataFormatException(
                    "%s at byte %,d: the header is not well-formed JSON: %s"
                            .formatted(file, HeaderFormat.LENGTH_BYTES + Math.max(0, offset), e.getOriginalMessage()),
                    e);
        }
    }

    private Header parse() {
        var metadata = new HashMap<String, String>();
        var places = new ArrayList<Place>();
        expect(json.nextToken(), JsonToken.START_OBJECT, "a JSON object with the arrays' names");
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            if (json.currentName().equals(HeaderFormat.METADATA)) {
                readMetadata(metadata);
            } else {
                places.add(readPlace(json.currentName()));
            }
        }
        if (json.nextToken() != null) {
            throw wrong("nothing but spaces behind the JSON object");
        }
        return new Header(metadata, places);
    }

    private void readMetadata(Map<String, String> metadata) {
        expect(json.nextToken(), JsonToken.START_OBJECT, "an object of texts as " + HeaderFormat.METADATA);
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            expect(json.nextToken(), JsonToken.VALUE_STRING, "a text for \"%s\"".formatted(name));
            metadata.put(name, json.getString());
        }
    }

    private Place readPlace(String name) {
        long start = offset();
        ElementType type = null;
        long[] shape = null;
        long[] offsets = null;
        expect(json.nextToken(), JsonToken.START_OBJECT, "an object for array \"%s\"".formatted(name));
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            switch (json.currentName()) {
                case HeaderFormat.TYPE -> type = readType(name);
                case HeaderFormat.SHAPE -> shape = readNumbers("the shape of \"%s\"".formatted(name));
                case HeaderFormat.OFFSETS -> offsets = readNumbers("begin and end of \"%s\"".formatted(name));
                default ->
                    throw wrong("%s, %s or %s for array \"%s\""
                            .formatted(HeaderFormat.TYPE, HeaderFormat.SHAPE, HeaderFormat.OFFSETS, name));
            }
        }
        if (type == null || shape == null || offsets == null || offsets.length != 2) {
            throw new DataFormatException("%s at byte %,d: expected %s, %s and two %s for array \"%s\""
                    .formatted(file, start, HeaderFormat.TYPE, HeaderFormat.SHAPE, HeaderFormat.OFFSETS, name));
        }
        return new Place(name, type, shape, offsets[0], offsets[1], start);
    }

    private ElementType readType(String name) {
        expect(json.nextToken(), JsonToken.VALUE_STRING, "the type of \"%s\"".formatted(name));
        return Arrays.stream(ElementType.values())
                .filter(type -> type.name().equals(json.getString()))
                .findFirst()
                .orElseThrow(() -> wrong(
                        "one of the types %s for array \"%s\"".formatted(Arrays.toString(ElementType.values()), name)));
    }

    private long[] readNumbers(String what) {
        var numbers = new ArrayList<Long>();
        expect(json.nextToken(), JsonToken.START_ARRAY, "an array of whole numbers, " + what);
        while (json.nextToken() != JsonToken.END_ARRAY) {
            expect(json.currentToken(), JsonToken.VALUE_NUMBER_INT, "a whole number in " + what);
            if (json.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
                throw wrong("a number below 2^63 in " + what);
            }
            if (json.getLongValue() < 0) {
                throw wrong("a number of at least 0 in " + what);
            }
            numbers.add(json.getLongValue());
        }
        return numbers.stream().mapToLong(Long::longValue).toArray();
    }

    private void expect(JsonToken found, JsonToken wanted, String meaning) {
        if (found != wanted) {
            throw wrong(meaning);
        }
    }

    private DataFormatException wrong(String expected) {
        String found = json.currentToken() == null ? "the end of the header" : json.getString();
        return new DataFormatException(
                "%s at byte %,d: expected %s, found %s".formatted(file, offset(), expected, found));
    }

    /** Where the current token starts in the file. */
    private long offset() {
        return HeaderFormat.LENGTH_BYTES
                + Math.max(0, json.currentTokenLocation().getByteOffset());
    }
}
