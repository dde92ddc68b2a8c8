package dev.pullback.network.checkpoint;

import dev.pullback.api.error.DataFormatException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** Writes a safetensors file: the same content gives the same bytes, in whatever order it was handed over. */
final class SafetensorsWriter {

    private static final int STAGING_BYTES = 1 << 20;

    private SafetensorsWriter() {}

    static void write(Safetensors content, Path file) {
        // Wide elements first: then every array starts at a multiple of its element's width.
        List<Entry> entries = content.entries().stream()
                .sorted(Comparator.comparing(Entry::type).thenComparing(Entry::name))
                .toList();
        for (Entry entry : entries) {
            if (entry.firstInvalidBool() >= 0) {
                throw new DataFormatException("Cannot save %s: byte %,d of its data is neither 0 nor 1"
                        .formatted(entry.name(), entry.firstInvalidBool()));
            }
        }
        byte[] header = HeaderFormat.write(content.metadata(), entries);
        AtomicFile.write(file, channel -> {
            // Arrays may live in any memory, a channel takes only some kinds: so they pass through a buffer of its
            // kind.
            var staging = ByteBuffer.allocateDirect(STAGING_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            staging.putLong(header.length);
            drain(staging, channel);
            append(MemorySegment.ofArray(header), staging, channel);
            for (Entry entry : entries) {
                append(entry.data(), staging, channel);
            }
        });
    }

    private static void append(MemorySegment data, ByteBuffer staging, FileChannel channel) throws IOException {
        for (long from = 0; from < data.byteSize(); from += STAGING_BYTES) {
            long length = Math.min(STAGING_BYTES, data.byteSize() - from);
            MemorySegment.copy(data, from, MemorySegment.ofBuffer(staging), 0, length);
            staging.position((int) length);
            drain(staging, channel);
        }
    }

    /** Writes what the buffer holds and empties it. */
    private static void drain(ByteBuffer staging, FileChannel channel) throws IOException {
        staging.flip();
        while (staging.hasRemaining()) {
            channel.write(staging);
        }
        staging.clear();
    }
}
