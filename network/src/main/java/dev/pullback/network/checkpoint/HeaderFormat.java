package dev.pullback.network.checkpoint;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** The header of a safetensors file: the names in it, and how it is written. */
final class HeaderFormat {

    /** Bytes that tell the length of the header, before it. */
    static final int LENGTH_BYTES = 8;

    /** The limit that the format's own library sets, against files that are none. */
    static final long LONGEST = 100_000_000;

    static final String METADATA = "__metadata__";
    static final String TYPE = "dtype";
    static final String SHAPE = "shape";
    static final String OFFSETS = "data_offsets";

    static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private HeaderFormat() {}

    /** The header for arrays that follow each other in this order, filled up with spaces so that they start aligned. */
    static byte[] write(Map<String, String> metadata, List<Entry> entries) {
        var bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            if (!metadata.isEmpty()) {
                json.writeObjectPropertyStart(METADATA);
                new TreeMap<>(metadata).forEach(json::writeStringProperty);
                json.writeEndObject();
            }
            long offset = 0;
            for (Entry entry : entries) {
                json.writeObjectPropertyStart(entry.name());
                json.writeStringProperty(TYPE, entry.type().name());
                writeNumbers(json, SHAPE, entry.shape());
                writeNumbers(json, OFFSETS, offset, offset + entry.data().byteSize());
                json.writeEndObject();
                offset += entry.data().byteSize();
            }
            json.writeEndObject();
        }
        var padding = new byte[Math.floorMod(-bytes.size(), LENGTH_BYTES)];
        Arrays.fill(padding, (byte) ' ');
        bytes.writeBytes(padding);
        return bytes.toByteArray();
    }

    private static void writeNumbers(JsonGenerator json, String name, long... numbers) {
        json.writeArrayPropertyStart(name);
        for (long number : numbers) {
            json.writeNumber(number);
        }
        json.writeEndArray();
    }
}
