package dev.pullback.network.data;

import dev.pullback.api.error.DataFormatException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * An array in the IDX format of the MNIST family, plain or gzip (told by content, not by name).
 *
 * <p>The format, all numbers big-endian: two bytes 0, the {@linkplain IdxType type of the elements}, the number of
 * dimensions d, then d sizes of four bytes, then the elements in row-major order. Images thus start with 0x00000803,
 * labels with 0x00000801.
 *
 * <p>An open file is read once from front to end, straight into the array that is handed out. Anything that does not fit
 * the format, bytes behind the last element included, is a {@link DataFormatException} with the file, the offset and
 * what was expected there.
 */
public final class IdxFile implements AutoCloseable {

    /** A multiple of every element's width. */
    private static final int CHUNK_BYTES = 1 << 16;

    /** The most elements that a Java array holds on every JVM. */
    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    private final ByteSource source;
    private final IdxType type;
    private final int[] shape;
    private final int elements;

    private IdxFile(ByteSource source) {
        this.source = source;
        var magic = new byte[4];
        source.read(magic, 4, "the magic number of an IDX file");
        this.type = IdxType.of(magic[2])
                .filter(_ -> magic[0] == 0 && magic[1] == 0)
                .orElseThrow(() -> new DataFormatException(
                        "%s at byte 0: expected the magic number of an IDX file (0x000008nn for bytes; images 0x00000803, labels 0x00000801; or 09, 0B, 0C, 0D, 0E in the third byte), found 0x%08X"
                                .formatted(source.name(), ByteBuffer.wrap(magic).getInt())));
        this.shape = new int[Byte.toUnsignedInt(magic[3])];
        if (shape.length == 0) {
            throw new DataFormatException(
                    "%s at byte 3: expected at least 1 dimension, found 0".formatted(source.name()));
        }
        this.elements = readShape();
    }

    /** Opens a file and reads its header. */
    public static IdxFile open(Path file) {
        ByteSource source = ByteSource.open(file);
        try {
            return new IdxFile(source);
        } catch (RuntimeException e) {
            source.close();
            throw e;
        }
    }

    public IdxType type() {
        return type;
    }

    /** The sizes of the dimensions, slowest first: {@code [60000, 28, 28]} for the images of MNIST. */
    public int[] shape() {
        return shape.clone();
    }

    /** Bytes before the first element. */
    public int headerBytes() {
        return 4 + 4 * shape.length;
    }

    /**
     * All elements as float32, each divided by {@code divisor}: 255 brings unsigned bytes to [0, 1], 1 keeps the values.
     * Integers beyond 2²⁴ and float64 are rounded to the nearest float32.
     */
    public float[] readFloats(float divisor) {
        var values = new float[elements];
        readChunks((chunk, from, count) -> {
            for (int i = 0; i < count; i++) {
                values[from + i] = (float) (type.readDouble(chunk, i) / divisor);
            }
        });
        return values;
    }

    /**
     * All elements as integers.
     *
     * @throws DataFormatException where the elements are floating-point numbers
     */
    public int[] readInts() {
        if (!type.integral()) {
            throw new DataFormatException("%s at byte 2: expected elements of an integer type, found %s (0x%02X)"
                    .formatted(source.name(), type, type.code()));
        }
        var values = new int[elements];
        readChunks((chunk, from, count) -> {
            for (int i = 0; i < count; i++) {
                values[from + i] = type.readInt(chunk, i);
            }
        });
        return values;
    }

    @Override
    public void close() {
        source.close();
    }

    private int readShape() {
        var size = new byte[4];
        long product = 1;
        for (int axis = 0; axis < shape.length; axis++) {
            long offset = source.position();
            source.read(size, 4, "the size of dimension %d of %d".formatted(axis + 1, shape.length));
            shape[axis] = ByteBuffer.wrap(size).getInt();
            if (shape[axis] < 0) {
                throw new DataFormatException("%s at byte %d: expected the size of dimension %d of %d, found %d"
                        .formatted(source.name(), offset, axis + 1, shape.length, shape[axis]));
            }
            // Saturates far above what any file or array holds, far below what a long holds.
            product = Math.min(product * shape[axis], 1L << 32);
        }
        long limit = source.lengthLimit() - headerBytes();
        if (product * type.bytes() > limit) {
            throw new DataFormatException(
                    "%s: the header at byte 4 promises %s elements of %d bytes, %,.0f bytes in all, but the file %s; it is cut off or its header corrupt"
                            .formatted(
                                    source.name(),
                                    sizes(),
                                    type.bytes(),
                                    totalBytes(),
                                    source.compressed()
                                            ? "cannot decompress to as much"
                                            : "ends at byte %,d, %,d bytes behind the header"
                                                    .formatted(source.lengthLimit(), limit)));
        }
        if (product > LARGEST_ARRAY) {
            throw new DataFormatException(
                    "%s at byte 4: %s elements are more than the %,d that fit one array; split the file"
                            .formatted(source.name(), sizes(), LARGEST_ARRAY));
        }
        return (int) product;
    }

    private void readChunks(ChunkReader reader) {
        var chunk = new byte[CHUNK_BYTES];
        var view = ByteBuffer.wrap(chunk);
        int perChunk = CHUNK_BYTES / type.bytes();
        for (int from = 0; from < elements; from += Math.min(perChunk, elements - from)) {
            int count = Math.min(perChunk, elements - from);
            source.read(
                    chunk,
                    count * type.bytes(),
                    "elements %,d to %,d of %,d".formatted(from, from + count - 1, elements));
            reader.read(view, from, count);
        }
        source.expectEnd("%s elements".formatted(sizes()));
    }

    private double totalBytes() {
        return Arrays.stream(shape).asDoubleStream().reduce(type.bytes(), (a, b) -> a * b);
    }

    private String sizes() {
        return Arrays.stream(shape).mapToObj("%,d"::formatted).collect(Collectors.joining(" × "));
    }

    /** Takes {@code count} elements out of a chunk; the first of them is number {@code from} of the file. */
    @FunctionalInterface
    private interface ChunkReader {
        void read(ByteBuffer chunk, int from, int count);
    }
}
