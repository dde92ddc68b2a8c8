package dev.pullback.network.checkpoint;

import dev.pullback.api.error.ClosedException;
import dev.pullback.api.error.ConfigurationException;
import dev.pullback.api.error.DataFormatException;
import dev.pullback.api.error.InputOutputException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * A checkpoint: named arrays and texts about them, as a file in the safetensors format.
 *
 * <p>The format: the length of the header (8 bytes, little-endian), the header (JSON, one object per array with its
 * type, shape and place), then the bytes of the arrays without a gap. Files are written so that every array starts at a
 * multiple of its element's width.
 *
 * @param metadata texts about the whole; names and values are free
 * @param entries the arrays; read from a file they come in the order in which the file has them
 */
public record Safetensors(Map<String, String> metadata, List<Entry> entries) {

    /** @throws ConfigurationException where two arrays have the same name, or one the reserved name */
    public Safetensors {
        metadata = Map.copyOf(metadata);
        entries = List.copyOf(entries);
        var names = new HashSet<String>();
        for (Entry entry : entries) {
            if (!names.add(entry.name()) || entry.name().equals(HeaderFormat.METADATA)) {
                throw new ConfigurationException(
                        "Cannot save an array under the name %s: it is %s; give each array a name of its own"
                                .formatted(
                                        entry.name(),
                                        entry.name().equals(HeaderFormat.METADATA)
                                                ? "reserved for the texts"
                                                : "taken by another array"));
            }
        }
    }

    /**
     * The array of that name.
     *
     * @throws DataFormatException where there is none, with the names there are
     */
    public Entry entry(String name) {
        return entries.stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new DataFormatException("The checkpoint has no array named %s; it has: %s"
                        .formatted(
                                name,
                                String.join(
                                        ", ", entries.stream().map(Entry::name).toList()))));
    }

    /**
     * Writes the file in one step: under a temporary name in the same folder, forced to the disk, then moved over the
     * target. Whatever happens on the way, the target holds either its old content or all of the new.
     *
     * @throws InputOutputException where the file cannot be written
     * @throws ClosedException where the memory of an array has been freed
     */
    public void write(Path file) {
        for (Entry entry : entries) {
            if (!entry.data().scope().isAlive()) {
                throw new ClosedException("Cannot save %s: its memory has already been freed".formatted(entry.name()));
            }
        }
        SafetensorsWriter.write(this, file);
    }

    /**
     * Reads and checks a whole file.
     *
     * @param memory owns the arrays' memory; they can be used until it is closed
     * @throws DataFormatException where the file is not what the format asks for, with the offset and what was expected
     * @throws InputOutputException where the file cannot be read
     */
    public static Safetensors read(Path file, Arena memory) {
        return SafetensorsReader.read(file, memory);
    }
}
