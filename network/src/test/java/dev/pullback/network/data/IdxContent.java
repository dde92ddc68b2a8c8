package dev.pullback.network.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;

/** Files for tests, put together byte by byte as the IDX format says, independently of the code that reads them. */
final class IdxContent {

    private IdxContent() {}

    static byte[] images(int count, int rows, int columns) {
        return of(0x803, new int[] {count, rows, columns}, count * rows * columns, elements -> {
            for (int i = 0; elements.hasRemaining(); i++) {
                elements.put((byte) i);
            }
        });
    }

    static byte[] labels(int... labels) {
        return of(0x801, new int[] {labels.length}, labels.length, elements -> {
            for (int label : labels) {
                elements.put((byte) label);
            }
        });
    }

    static byte[] of(int magic, int[] shape, int elementBytes, Consumer<ByteBuffer> elements) {
        var buffer = ByteBuffer.allocate(4 + 4 * shape.length + elementBytes).putInt(magic);
        for (int size : shape) {
            buffer.putInt(size);
        }
        elements.accept(buffer);
        return buffer.array();
    }

    static byte[] gzip(byte[] content) {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static byte[] concat(byte[]... parts) {
        var bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }
}
