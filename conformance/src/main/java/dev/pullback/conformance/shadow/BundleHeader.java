package dev.pullback.conformance.shadow;

import dev.pullback.api.error.DataFormatException;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.tensor.Traced;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import dev.pullback.conformance.numeric.Values;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.jr.ob.JSON;

/** All of a bundle but its arrays, as it stands in the file. */
record BundleHeader(
        String format, int version, Origin origin, Scope scope, GraphText graph, int output, Mismatch mismatch) {

    private static final String FORMAT = "pullback bundle";
    private static final int VERSION = 1;

    private static final JSON WRITER = JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT);

    static BundleHeader of(Bundle bundle) {
        Divergence divergence = bundle.divergence();
        return new BundleHeader(
                FORMAT,
                VERSION,
                bundle.origin(),
                divergence.scope(),
                GraphText.of(divergence.graph()),
                divergence.output(),
                divergence.mismatch());
    }

    String toJson() {
        return WRITER.asString(JsonRecords.write(this));
    }

    /** @throws DataFormatException if it is another format or version, or makes no sense */
    static BundleHeader parse(String json, String place) {
        Map<String, Object> fields;
        try {
            fields = JSON.std.mapFrom(json);
        } catch (JacksonException e) {
            throw new DataFormatException("%s is not well-formed JSON: %s".formatted(place, e.getOriginalMessage()), e);
        }
        if (!FORMAT.equals(fields.get("format"))) {
            throw new DataFormatException("%s does not say that it is a %s".formatted(place, FORMAT));
        }
        if (!Integer.valueOf(VERSION).equals(fields.get("version"))) {
            throw new DataFormatException("%s is of version %s of the format; this program reads version %d"
                    .formatted(place, fields.get("version"), VERSION));
        }
        return JsonRecords.read(BundleHeader.class, fields, place);
    }

    /**
     * Together with the arrays.
     *
     * @throws DataFormatException if they do not fit the graph
     */
    Bundle bundle(List<Values> inputs, List<Values> expected, List<Values> actual, String file) {
        Graph program = graph.graph(file + ", graph");
        requireTypes(program.inputs(), inputs, file, "input");
        requireTypes(program.outputs(), expected, file, "expected");
        requireTypes(program.outputs(), actual, file, "actual");
        boolean known = output >= 0
                && output < actual.size()
                && mismatch.element() >= 0
                && mismatch.element() < actual.get(output).size();
        if (!known) {
            throw new DataFormatException("%s tells of output %d, element %d, which it does not have"
                    .formatted(file, output, mismatch.element()));
        }
        return new Bundle(origin, new Divergence(scope, program, inputs, expected, actual, output, mismatch));
    }

    /** What is expected may be wider than the output: unrounded. */
    private static void requireTypes(List<Traced> nodes, List<Values> arrays, String file, String name) {
        for (int i = 0; i < nodes.size(); i++) {
            TensorType type = nodes.get(i).type();
            TensorType found = arrays.get(i).type();
            boolean unrounded = name.equals("expected") && found.equals(type.with(DType.FLOAT64));
            if (!found.equals(type) && !unrounded) {
                throw new DataFormatException(
                        "%s, %s_%d.npy: the graph wants %s, but the array is %s".formatted(file, name, i, type, found));
            }
        }
    }
}
