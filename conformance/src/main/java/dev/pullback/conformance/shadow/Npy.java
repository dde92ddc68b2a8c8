package dev.pullback.conformance.shadow;

import dev.pullback.api.error.DataFormatException;
import dev.pullback.api.error.PullbackException;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.Shape;
import dev.pullback.api.type.TensorType;
import dev.pullback.conformance.numeric.Values;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One array as NumPy's format {@code .npy}, version 1.0: six magic bytes, the version, the length of the header as two bytes,
 * the header as the text of a Python dictionary, padded with spaces so that the elements begin at a multiple of 64, and the
 * elements, little-endian and row-major.
 */
final class Npy {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};

    /** Magic and the two bytes of the header's length. */
    private static final int PREFIX = MAGIC.length + 2;

    private static final int ALIGNMENT = 64;

    private static final Pattern HEADER =
            Pattern.compile("\\{'descr': '([^']*)', 'fortran_order': (\\w+) *, 'shape': \\(([0-9, ]*)\\), }\\s*");

    private Npy() {}

    static byte[] write(Values values) {
        TensorType type = values.type();
        String header = "{'descr': '%s', 'fortran_order': False, 'shape': %s, }"
                .formatted(descriptor(type.dtype()), tuple(type.shape()));
        int start = (PREFIX + header.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        int length = start - PREFIX;
        byte[] file = new byte[Math.addExact(start, Math.toIntExact(type.bytes()))];
        System.arraycopy(MAGIC, 0, file, 0, MAGIC.length);
        file[MAGIC.length] = (byte) length;
        file[MAGIC.length + 1] = (byte) (length >> 8);
        Arrays.fill(file, PREFIX, start, (byte) ' ');
        byte[] text = header.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, file, PREFIX, text.length);
        file[start - 1] = '\n';
        MemorySegment.copy(values.toMemory(), ValueLayout.JAVA_BYTE, 0, file, start, (int) type.bytes());
        return file;
    }

    /**
     * @param place the file and the entry, for messages
     * @throws DataFormatException if it is no such array, or one of another dtype or order than tensors have
     */
    static Values read(byte[] file, String place) {
        if (file.length < PREFIX || !Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new DataFormatException(place + " is no array of NumPy's format .npy, version 1.0");
        }
        int start = PREFIX + (file[MAGIC.length] & 0xFF) + ((file[MAGIC.length + 1] & 0xFF) << 8);
        if (start > file.length) {
            throw new DataFormatException(
                    "%s ends at byte %,d, within its header of %,d bytes".formatted(place, file.length, start));
        }
        String header = new String(file, PREFIX, start - PREFIX, StandardCharsets.US_ASCII);
        TensorType type = type(header, file.length - start, place);
        return Values.read(type, MemorySegment.ofArray(file).asSlice(start));
    }

    private static TensorType type(String header, int bytes, String place) {
        Matcher fields = HEADER.matcher(header);
        if (!fields.matches()) {
            throw new DataFormatException(
                    "%s has a header that is not understood: %s".formatted(place, header.strip()));
        }
        if (!fields.group(2).equals("False")) {
            throw new DataFormatException(place + " is written column by column (fortran_order); write it row by row");
        }
        DType dtype = Arrays.stream(DType.values())
                .filter(candidate -> descriptor(candidate).equals(fields.group(1)))
                .findFirst()
                .orElseThrow(() -> new DataFormatException("%s has elements of type '%s'; tensors have %s"
                        .formatted(
                                place,
                                fields.group(1),
                                Arrays.stream(DType.values())
                                        .map(Npy::descriptor)
                                        .toList())));
        TensorType type = new TensorType(dtype, shape(fields.group(3), place));
        if (type.size() != bytes / dtype.bytes() || bytes % dtype.bytes() != 0) {
            throw new DataFormatException(
                    "%s has %,d bytes of elements, which is not what %s takes".formatted(place, bytes, type));
        }
        return type;
    }

    private static Shape shape(String tuple, String place) {
        try {
            return Shape.of(Pattern.compile(",")
                    .splitAsStream(tuple)
                    .map(String::strip)
                    .filter(length -> !length.isEmpty())
                    .mapToInt(Integer::parseInt)
                    .toArray());
        } catch (PullbackException | NumberFormatException e) {
            throw new DataFormatException("%s has no possible shape: (%s)".formatted(place, tuple), e);
        }
    }

    private static String descriptor(DType dtype) {
        return switch (dtype) {
            case FLOAT32 -> "<f4";
            case FLOAT64 -> "<f8";
            case INT32 -> "<i4";
            case BOOL -> "|b1";
        };
    }

    /** As Python prints it: {@code ()}, {@code (3,)}, {@code (3, 4)}. */
    private static String tuple(Shape shape) {
        String lengths =
                IntStream.of(shape.lengths()).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        return shape.rank() == 1 ? "(%s,)".formatted(lengths) : "(%s)".formatted(lengths);
    }
}
