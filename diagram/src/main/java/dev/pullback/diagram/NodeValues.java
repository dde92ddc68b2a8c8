package dev.pullback.diagram;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.Buffer;
import dev.pullback.api.backend.StoredTensor;
import dev.pullback.api.error.ShapeException;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.op.Input;
import dev.pullback.api.tensor.Stored;
import dev.pullback.api.tensor.Traced;
import dev.pullback.api.type.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** What every node of a graph is in one run: the graph is run with all of them as outputs. */
final class NodeValues {

    private final Map<Traced, ValueSummary> summaries = new IdentityHashMap<>();

    private NodeValues() {}

    static NodeValues none() {
        return new NodeValues();
    }

    static NodeValues of(Graph graph, Backend backend, List<StoredTensor> inputs) {
        requireFit(graph, inputs);
        var values = new NodeValues();
        for (int i = 0; i < inputs.size(); i++) {
            values.summaries.put(graph.inputs().get(i), summary(inputs.get(i)));
        }
        List<Traced> computed = graph.nodes().stream()
                .filter(node -> !(node.op() instanceof Input))
                .toList();
        List<StoredTensor> results = run(Graph.of(graph.inputs(), computed), backend, inputs);
        for (int i = 0; i < computed.size(); i++) {
            try (StoredTensor result = results.get(i)) {
                values.summaries.put(computed.get(i), summary(result));
            }
        }
        return values;
    }

    Optional<ValueSummary> of(Traced node) {
        return Optional.ofNullable(summaries.get(node));
    }

    private static List<StoredTensor> run(Graph graph, Backend backend, List<StoredTensor> inputs) {
        List<StoredTensor> results = new ArrayList<>();
        try (var program = backend.compile(graph)) {
            graph.outputs().forEach(output -> results.add(backend.adopt(backend.allocate(output.type()))));
            List<Buffer> given = inputs.stream().map(StoredTensor::buffer).toList();
            program.run(given, results.stream().map(StoredTensor::buffer).toList());
            backend.synchronize();
            return results;
        } catch (RuntimeException failure) {
            results.forEach(StoredTensor::close);
            throw failure;
        }
    }

    private static ValueSummary summary(Stored tensor) {
        return ValueSummary.of(
                switch (tensor.dtype()) {
                    case FLOAT32 -> toDoubles(tensor.toFloats());
                    case FLOAT64 -> tensor.toDoubles();
                    case INT32 ->
                        Arrays.stream(tensor.toInts()).asDoubleStream().toArray();
                    case BOOL -> toDoubles(tensor.toBooleans());
                });
    }

    private static double[] toDoubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }

    private static double[] toDoubles(boolean[] values) {
        return IntStream.range(0, values.length)
                .mapToDouble(i -> values[i] ? 1 : 0)
                .toArray();
    }

    private static void requireFit(Graph graph, List<StoredTensor> inputs) {
        List<TensorType> wanted = graph.inputs().stream().map(Traced::type).toList();
        List<TensorType> given = inputs.stream().map(StoredTensor::type).toList();
        if (!wanted.equals(given)) {
            throw new ShapeException("The graph has inputs of types %s, not %s; give one tensor for each, in order"
                    .formatted(wanted, given));
        }
    }
}
