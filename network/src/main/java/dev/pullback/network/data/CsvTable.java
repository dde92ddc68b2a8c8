package dev.pullback.network.data;

import de.siegmar.fastcsv.reader.CsvRecord;
import dev.pullback.api.error.ConfigurationException;
import dev.pullback.api.error.DataFormatException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/** The samples of a CSV file while they are being collected, line by line. */
final class CsvTable {

    private final String file;
    private final int columns;
    private final int labelColumn;
    private final List<String> header;
    private final ClassLabels classes = new ClassLabels();
    private float[] inputs = new float[1 << 10];
    private int[] labels = new int[1 << 6];
    private int size;

    /** Starts with the first line of the file, which is a header or a sample. */
    CsvTable(String file, CsvRecord first, String wantedLabel) {
        this.file = file;
        this.columns = first.getFieldCount();
        if (columns < 2) {
            throw new DataFormatException(
                    "%s, line %,d: expected at least one feature and a label, separated by commas, semicolons or tabs, found a single column"
                            .formatted(file, first.getStartingLineNumber()));
        }
        int byNumber = columnNumber(wantedLabel);
        this.labelColumn = byNumber >= 0 ? byNumber : columnNamed(wantedLabel, first.getFields());
        this.header = byNumber < 0 || looksLikeHeader(first.getFields()) ? List.copyOf(first.getFields()) : List.of();
        if (header.isEmpty()) {
            add(first);
        }
    }

    void add(CsvRecord sample) {
        if (sample.getFieldCount() != columns) {
            throw new DataFormatException("%s, line %,d: expected %,d columns as in the first line, found %,d"
                    .formatted(file, sample.getStartingLineNumber(), columns, sample.getFieldCount()));
        }
        makeRoom();
        int next = size * (columns - 1);
        for (int column = 0; column < columns; column++) {
            if (column == labelColumn) {
                labels[size] = label(sample);
            } else {
                inputs[next++] = feature(sample, column);
            }
        }
        size++;
    }

    Dataset toDataset(String name) {
        if (size == 0) {
            throw new DataFormatException(
                    "%s, line 2: expected a sample after the header, but the file ends".formatted(file));
        }
        classes.measurement().ifPresent(found -> {
            throw new DataFormatException(
                    "%s, line %,d, %s: expected a class, a whole number or a name, found %s; is this the label column?"
                            .formatted(file, found.line(), columnName(labelColumn), found.text()));
        });
        int[] codes = Arrays.copyOf(labels, size);
        List<String> names = classes.resolve(codes);
        if (names.size() < 2) {
            throw new DataFormatException("%s, %s: expected labels of at least two classes, found %s in every line"
                    .formatted(file, columnName(labelColumn), names.getFirst()));
        }
        return new Dataset(name, columns - 1, names, Arrays.copyOf(inputs, size * (columns - 1)), codes);
    }

    private float feature(CsvRecord sample, int column) {
        OptionalDouble value = NumberField.parse(sample.getField(column));
        if (value.isEmpty() || Float.isInfinite((float) value.getAsDouble())) {
            throw new DataFormatException("%s, line %,d, %s: expected a number that float32 can hold, found \"%s\""
                    .formatted(file, sample.getStartingLineNumber(), columnName(column), sample.getField(column)));
        }
        return (float) value.getAsDouble();
    }

    private int label(CsvRecord sample) {
        String label = sample.getField(labelColumn).strip();
        if (label.isEmpty()) {
            throw new DataFormatException("%s, line %,d, %s: expected a label, found nothing"
                    .formatted(file, sample.getStartingLineNumber(), columnName(labelColumn)));
        }
        return classes.code(label, sample.getStartingLineNumber());
    }

    private void makeRoom() {
        long needed = (size + 1L) * (columns - 1);
        if (needed > Integer.MAX_VALUE - 8) {
            throw new DataFormatException("%s: more than %,d values do not fit one array; split the file"
                    .formatted(file, Integer.MAX_VALUE - 8));
        }
        if (needed > inputs.length) {
            inputs = Arrays.copyOf(inputs, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, inputs.length * 2L)));
        }
        if (size == labels.length) {
            labels = Arrays.copyOf(labels, size * 2);
        }
    }

    private boolean looksLikeHeader(List<String> fields) {
        for (int column = 0; column < columns; column++) {
            if (column != labelColumn && !NumberField.isNumber(fields.get(column))) {
                return true;
            }
        }
        return false;
    }

    /** The column with that number, or -1 where the text is not a number. */
    private int columnNumber(String wanted) {
        if (!wanted.matches("-?\\d{1,9}")) {
            return -1;
        }
        int number = Integer.parseInt(wanted);
        int column = number < 0 ? columns + number : number;
        if (column < 0 || column >= columns) {
            throw new ConfigurationException(
                    "%s has no column %s: its %,d columns are 0 to %,d, or -1 to -%d from the end"
                            .formatted(file, wanted, columns, columns - 1, columns));
        }
        return column;
    }

    private int columnNamed(String wanted, List<String> names) {
        for (int column = 0; column < columns; column++) {
            if (names.get(column).strip().equals(wanted)) {
                return column;
            }
        }
        throw new ConfigurationException("%s has no column named \"%s\"; its first line has: %s"
                .formatted(file, wanted, String.join(", ", names)));
    }

    /** The column as a user counts it, from 1, and its name where there is one. */
    private String columnName(int column) {
        return header.isEmpty() ? "column " + (column + 1) : "column %d (%s)".formatted(column + 1, header.get(column));
    }
}
