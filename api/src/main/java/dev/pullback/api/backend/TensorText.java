package dev.pullback.api.backend;

import dev.pullback.api.type.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A tensor as people read it: its type, then its values in NumPy's nested brackets. What is short stands in one line;
 * otherwise every row has lines of its own, its numbers right-aligned. Of more than a thousand values only the first and
 * last three along each axis are shown.
 */
final class TensorText {

    private static final int ALL_SHOWN = 1000;
    private static final int EDGE = 3;
    private static final int LINE_LENGTH = 80;
    private static final String GAP = "…";

    /** In {@link #shown}, the place of what is left out. */
    private static final int LEFT_OUT = -1;

    private final TensorType type;
    private final MemorySegment values;
    private final long[] strides;
    private final int rank;

    private TensorText(TensorType type, MemorySegment values) {
        this.type = type;
        this.values = values;
        this.strides = type.shape().strides();
        this.rank = type.shape().rank();
    }

    /** @param values row-major, little-endian, {@code type.bytes()} long */
    static String of(TensorType type, MemorySegment values) {
        return new TensorText(type, values).text();
    }

    private String text() {
        if (type.size() == 0) {
            return type + " []";
        }
        if (type.size() <= ALL_SHOWN) {
            String line = type + " " + inOneLine(0, 0);
            if (line.length() <= LINE_LENGTH) {
                return line;
            }
        }
        int width = elements(0, 0).mapToInt(String::length).max().orElse(0);
        return type + "\n" + inLines(0, 0, width);
    }

    private String inOneLine(int axis, long offset) {
        return axis == rank
                ? element(offset)
                : shown(axis)
                        .mapToObj(i -> inOneLine(axis + 1, offset + i * strides[axis]))
                        .collect(Collectors.joining(", ", "[", "]"));
    }

    private String inLines(int axis, long offset, int width) {
        if (axis == rank - 1) {
            return row(elements(axis, offset).toList(), width);
        }
        // As many line ends as axes close between two neighbours, so that matrices of a stack stand apart.
        String between = ",\n".concat("\n".repeat(rank - 2 - axis)).concat(indent(axis + 1));
        return shown(axis)
                .mapToObj(i -> i == LEFT_OUT ? GAP : inLines(axis + 1, offset + i * strides[axis], width))
                .collect(Collectors.joining(between, "[", "]"));
    }

    /** The elements of one row, wrapped where a line is full. */
    private String row(List<String> elements, int width) {
        int perLine = Math.max(1, (LINE_LENGTH - rank) / (width + 2));
        return IntStream.range(0, elements.size())
                .mapToObj(i -> (i > 0 && i % perLine == 0 ? "\n" + indent(rank) : "")
                        + " ".repeat(width - elements.get(i).length())
                        + elements.get(i))
                .collect(Collectors.joining(", ", "[", "]"))
                .replace(", \n", ",\n");
    }

    private Stream<String> elements(int axis, long offset) {
        return axis == rank
                ? Stream.of(element(offset))
                : shown(axis)
                        .boxed()
                        .flatMap(i -> i == LEFT_OUT ? Stream.of(GAP) : elements(axis + 1, offset + i * strides[axis]));
    }

    private String element(long offset) {
        return NumberText.of(type.dtype(), values, offset);
    }

    /** The positions shown along an axis. */
    private LongStream shown(int axis) {
        int length = type.shape().length(axis);
        if (type.size() <= ALL_SHOWN || length <= 2 * EDGE) {
            return LongStream.range(0, length);
        }
        return LongStream.concat(
                LongStream.concat(LongStream.range(0, EDGE), LongStream.of(LEFT_OUT)),
                LongStream.range(length - EDGE, length));
    }

    private static String indent(int columns) {
        return " ".repeat(columns);
    }
}
