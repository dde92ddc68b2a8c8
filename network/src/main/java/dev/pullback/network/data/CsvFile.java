package dev.pullback.network.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.pullback.api.error.ConfigurationException;
import dev.pullback.api.error.DataFormatException;
import dev.pullback.api.error.PullbackException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Samples in a CSV file, plain or gzip, UTF-8: one sample per line, one column for the label, every other column a
 * feature. Fields are separated by commas, semicolons or tabs, whichever the first line has most of, and may be quoted.
 *
 * <p>The first line is a header if it has a field that is not a number in a feature column, or if the label column is
 * asked for by name. Labels are whole numbers or names: each distinct one is a class, numbers in numerical order, names
 * in alphabetical order.
 *
 * <p>Anything else is a {@link DataFormatException} with file, line and column. A missing value is an error too: what to
 * put in its place is the user's decision.
 */
public final class CsvFile {

    private static final int PREVIEW_CHARS = 1 << 13;

    private final ByteSource source;
    private long line;

    private CsvFile(ByteSource source) {
        this.source = source;
    }

    /** Reads a file whose last column is the label. */
    public static Dataset read(Path file) {
        return read(file, "-1");
    }

    /**
     * Reads a file whose label column is given.
     *
     * @param labelColumn the column's name in the header, or its number: 0 is the first, -1 the last
     * @throws ConfigurationException where the file has no such column
     */
    public static Dataset read(Path file, String labelColumn) {
        return read(ByteSource.open(file), file.getFileName().toString(), labelColumn);
    }

    /** Reads and closes a source. */
    static Dataset read(ByteSource source, String name, String labelColumn) {
        try (source) {
            return new CsvFile(source).read(name, labelColumn);
        }
    }

    private Dataset read(String name, String labelColumn) {
        try (var reader = new BufferedReader(
                new InputStreamReader(source.stream(), StandardCharsets.UTF_8.newDecoder()), PREVIEW_CHARS)) {
            var records = CsvReader.builder()
                    .fieldSeparator(separator(reader))
                    .allowUnclosedQuote(false)
                    .allowExtraCharsAfterClosingQuote(false)
                    // Checked line by line in CsvTable, where the message can name the line.
                    .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .ofCsvRecord(reader);
            CsvTable table = null;
            for (CsvRecord fields : records) {
                line = fields.getStartingLineNumber();
                if (table == null) {
                    table = new CsvTable(source.name(), fields, labelColumn);
                } else {
                    table.add(fields);
                }
            }
            source.expectEnd("line " + line);
            if (table == null) {
                throw new DataFormatException("%s: expected a line with comma-separated values, but the file is empty"
                        .formatted(source.name()));
            }
            return table.toDataset(name);
        } catch (IOException e) {
            throw failure(e);
        } catch (UncheckedIOException e) {
            throw failure(e.getCause());
        } catch (CsvParseException e) {
            throw new DataFormatException(
                    "%s, after line %,d: not well-formed CSV: %s"
                            .formatted(
                                    source.name(),
                                    line,
                                    e.getCause() == null
                                            ? e.getMessage()
                                            : e.getCause().getMessage()),
                    e);
        }
    }

    private PullbackException failure(IOException e) {
        if (e instanceof CharacterCodingException) {
            return new DataFormatException(
                    "%s, after line %,d: expected text in UTF-8, found bytes that are not (%s)"
                            .formatted(source.name(), line, e.getMessage()),
                    e);
        }
        return source.failure(e);
    }

    private static char separator(BufferedReader reader) throws IOException {
        var preview = new char[PREVIEW_CHARS];
        reader.mark(PREVIEW_CHARS);
        int read = Math.max(0, reader.read(preview, 0, PREVIEW_CHARS));
        reader.reset();
        String first = new String(preview, 0, read).lines().findFirst().orElse("");
        char best = ',';
        for (char candidate : new char[] {';', '\t'}) {
            if (count(first, candidate) > count(first, best)) {
                best = candidate;
            }
        }
        return best;
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }
}
