package dev.pullback.network.checkpoint;

import dev.pullback.api.error.DataFormatException;
import dev.pullback.api.error.InputOutputException;
import dev.pullback.network.layer.Network;
import dev.pullback.network.layer.ParameterSpec;
import dev.pullback.network.layer.Parameters;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A trained network in a file: its architecture, its parameters, and notes about the training. The file is
 * {@linkplain Safetensors safetensors}, which other frameworks read; the architecture is JSON text in its metadata.
 *
 * @param network the architecture
 * @param parameters its values
 * @param notes free texts by name; {@link #LOSS} and {@link #DATASET} are the usual ones
 */
public record Checkpoint(Network network, Parameters parameters, Map<String, String> notes) {

    /** Note: the name of the loss that was trained on. */
    public static final String LOSS = "loss";

    /** Note: the name of the data set that was trained on. */
    public static final String DATASET = "dataset";

    private static final String NETWORK = "network";
    private static final String FORMAT = "format";

    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** @throws dev.pullback.api.error.ShapeException if the parameters are not the network's */
    public Checkpoint {
        notes = Map.copyOf(notes);
        parameters.requireFit(network);
    }

    /** Saves a network without notes; see {@link #save(Path)}. */
    public static void save(Path file, Network network, Parameters parameters) {
        new Checkpoint(network, parameters, Map.of()).save(file);
    }

    /**
     * Writes the file in one step: it holds either its old content or all of the new.
     *
     * @throws InputOutputException if it cannot be written
     */
    public void save(Path file) {
        Map<String, String> metadata = new TreeMap<>(notes);
        metadata.put(FORMAT, "pullback");
        metadata.put(NETWORK, Architecture.toJson(network));
        List<Entry> entries = new ArrayList<>();
        try (var memory = Arena.ofConfined()) {
            for (ParameterSpec spec : network.parameters()) {
                MemorySegment data = memory.allocateFrom(FLOAT, parameters.values(spec.name()));
                entries.add(new Entry(spec.name(), ElementType.F32, lengths(spec), data));
            }
            new Safetensors(metadata, entries).write(file);
        }
    }

    /**
     * Reads a network of the library's own layers.
     *
     * @throws DataFormatException if the file is damaged, has no architecture, has a layer that the library does not know,
     *     or has arrays that do not fit the architecture
     * @throws InputOutputException if it cannot be read
     */
    public static Checkpoint load(Path file) {
        try (var memory = Arena.ofConfined()) {
            Safetensors content = Safetensors.read(file, memory);
            String json = content.metadata().get(NETWORK);
            if (json == null) {
                throw new DataFormatException(
                        "%s: expected the text \"network\" with the architecture in its metadata, found only %s; to read the arrays alone, name the network they are for"
                                .formatted(file, content.metadata().keySet()));
            }
            Network network = Architecture.fromJson(file, json);
            return of(file, network, content);
        }
    }

    /**
     * Reads the parameters of a network that is known, for example one with layers of one's own; an architecture in the
     * file is not looked at.
     *
     * @throws DataFormatException if the file is damaged or has other arrays than the network wants, naming the array and
     *     both shapes
     * @throws InputOutputException if it cannot be read
     */
    public static Checkpoint load(Path file, Network network) {
        try (var memory = Arena.ofConfined()) {
            return of(file, network, Safetensors.read(file, memory));
        }
    }

    private static Checkpoint of(Path file, Network network, Safetensors content) {
        Map<String, Entry> found = content.entries().stream().collect(Collectors.toMap(Entry::name, entry -> entry));
        List<float[]> values = new ArrayList<>();
        for (ParameterSpec spec : network.parameters()) {
            values.add(values(file, spec, found.get(spec.name())));
        }
        Set<String> unknown = new HashSet<>(found.keySet());
        network.parameters().forEach(spec -> unknown.remove(spec.name()));
        if (!unknown.isEmpty()) {
            throw new DataFormatException("%s: array %s is none of the parameters of the network (%s)"
                    .formatted(file, unknown.stream().sorted().toList(), network));
        }
        Map<String, String> notes = new TreeMap<>(content.metadata());
        notes.keySet().removeAll(List.of(NETWORK, FORMAT));
        return new Checkpoint(network, Parameters.of(network.parameters(), values), notes);
    }

    private static float[] values(Path file, ParameterSpec spec, Entry entry) {
        if (entry == null) {
            throw new DataFormatException("%s: array %s of shape %s is missing; the network has such a parameter"
                    .formatted(file, spec.name(), spec.shape()));
        }
        if (entry.type() != ElementType.F32 || !Arrays.equals(entry.shape(), lengths(spec))) {
            throw new DataFormatException("%s: array %s: expected F32 of shape %s, found %s of shape %s"
                    .formatted(
                            file,
                            spec.name(),
                            spec.shape(),
                            entry.type(),
                            Arrays.toString(entry.shape()).replace(" ", "")));
        }
        return entry.data().toArray(FLOAT);
    }

    private static long[] lengths(ParameterSpec spec) {
        return IntStream.of(spec.shape().lengths()).asLongStream().toArray();
    }
}
