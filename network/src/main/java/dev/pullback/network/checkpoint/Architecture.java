package dev.pullback.network.checkpoint;

import dev.pullback.api.error.ConfigurationException;
import dev.pullback.api.error.DataFormatException;
import dev.pullback.api.error.ShapeException;
import dev.pullback.api.type.Shape;
import dev.pullback.network.layer.Activation;
import dev.pullback.network.layer.Dense;
import dev.pullback.network.layer.Layer;
import dev.pullback.network.layer.Network;
import dev.pullback.network.layer.Perceptron;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;

/**
 * A network without its values, as JSON: {@code {"input":[64],"layers":[{"kind":"dense","activation":"sigmoid","units":"64"},
 * …]}}, where every layer has its kind and its settings, all of them texts.
 */
final class Architecture {

    private static final String INPUT = "input";
    private static final String LAYERS = "layers";
    private static final String KIND = "kind";

    private final Path file;
    private final JsonParser json;

    private Architecture(Path file, JsonParser json) {
        this.file = file;
        this.json = json;
    }

    static String toJson(Network network) {
        var text = new StringWriter();
        try (JsonGenerator json = HeaderFormat.JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeArrayPropertyStart(INPUT);
            for (int length : network.inputShape().lengths()) {
                json.writeNumber(length);
            }
            json.writeEndArray();
            json.writeArrayPropertyStart(LAYERS);
            for (Layer layer : network.layers()) {
                json.writeStartObject();
                json.writeStringProperty(KIND, layer.kind());
                new TreeMap<>(layer.settings()).forEach(json::writeStringProperty);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return text.toString();
    }

    /** @throws DataFormatException if the text is not such an architecture, or has a layer that only its author knows */
    static Network fromJson(Path file, String text) {
        try (JsonParser json = HeaderFormat.JSON.createParser(ObjectReadContext.empty(), text)) {
            return new Architecture(file, json).read();
        } catch (JacksonException notJson) {
            throw new DataFormatException(
                    "%s: the text \"network\" in its metadata is not well-formed JSON: %s"
                            .formatted(file, notJson.getOriginalMessage()),
                    notJson);
        }
    }

    private Network read() {
        List<Integer> input = new ArrayList<>();
        List<Layer> layers = new ArrayList<>();
        expect(JsonToken.START_OBJECT, "an object");
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            switch (json.currentName()) {
                case INPUT -> readLengths(input);
                case LAYERS -> readLayers(layers);
                case String other -> throw wrong("\"input\" and \"layers\", not \"%s\"".formatted(other));
            }
        }
        return fitting(() ->
                Network.of(Shape.of(input.stream().mapToInt(Integer::intValue).toArray()), layers));
    }

    /** What the library's own checks refuse is, coming from a file, an error of the file. */
    private <T> T fitting(Supplier<T> made) {
        try {
            return made.get();
        } catch (ConfigurationException | ShapeException unfit) {
            throw new DataFormatException("%s: its network cannot be: %s".formatted(file, unfit.getMessage()), unfit);
        }
    }

    private void readLengths(List<Integer> lengths) {
        expect(JsonToken.START_ARRAY, "the shape of a sample as a list of numbers");
        while (json.nextToken() == JsonToken.VALUE_NUMBER_INT) {
            lengths.add(json.getIntValue());
        }
        if (json.currentToken() != JsonToken.END_ARRAY) {
            throw wrong("a whole number in the shape of a sample");
        }
    }

    private void readLayers(List<Layer> layers) {
        expect(JsonToken.START_ARRAY, "a list of layers");
        while (json.nextToken() == JsonToken.START_OBJECT) {
            Map<String, String> settings = new TreeMap<>();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                expect(JsonToken.VALUE_STRING, "a text for \"%s\" of layer %d".formatted(name, layers.size()));
                settings.put(name, json.getString());
            }
            layers.add(layer(layers.size(), settings));
        }
        if (json.currentToken() != JsonToken.END_ARRAY) {
            throw wrong("an object as layer %d".formatted(layers.size()));
        }
    }

    private Layer layer(int position, Map<String, String> settings) {
        String kind = setting(position, settings, KIND);
        return switch (kind) {
            case "dense" -> {
                int units = units(position, setting(position, settings, "units"));
                Activation activation = activation(position, settings);
                yield fitting(() -> new Dense(units, activation));
            }
            case "perceptron" -> {
                boolean bias = truth(position, setting(position, settings, "bias"));
                Activation activation = activation(position, settings);
                yield fitting(() -> new Perceptron(activation, bias));
            }
            default ->
                throw new DataFormatException(
                        "%s: layer %d is a \"%s\", which the library does not have; load the file into the network that your own code builds"
                                .formatted(file, position, kind));
        };
    }

    private Activation activation(int position, Map<String, String> settings) {
        String name = setting(position, settings, "activation");
        return fitting(() -> Activation.named(name));
    }

    private int units(int position, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException notANumber) {
            throw new DataFormatException(
                    "%s: layer %d: expected a whole number of units, found \"%s\"".formatted(file, position, text),
                    notANumber);
        }
    }

    private boolean truth(int position, String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new DataFormatException("%s: layer %d: expected true or false for its bias, found \"%s\""
                        .formatted(file, position, text));
        };
    }

    private String setting(int position, Map<String, String> settings, String name) {
        String value = settings.get(name);
        if (value == null) {
            throw new DataFormatException(
                    "%s: layer %d has no \"%s\", only %s".formatted(file, position, name, settings.keySet()));
        }
        return value;
    }

    private void expect(JsonToken wanted, String what) {
        if (json.nextToken() != wanted) {
            throw wrong(what);
        }
    }

    private DataFormatException wrong(String expected) {
        return new DataFormatException(
                "%s: the text \"network\" in its metadata, at character %d: expected %s, found %s"
                        .formatted(file, json.currentTokenLocation().getCharOffset(), expected, json.currentToken()));
    }
}
