package dev.pullback.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A file to be written after the training; that it can be is checked before. */
record SaveTarget(Path file) {

    static SaveTarget parse(String text) {
        Path file = path(text);
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file) || folder == null) {
            throw new TypeConversionException("'%s' is a folder, not a file to write".formatted(text));
        }
        if (!Files.isDirectory(folder)) {
            throw new TypeConversionException("there is no folder %s; create it first".formatted(folder));
        }
        if (!Files.isWritable(folder)) {
            throw new TypeConversionException("folder %s may not be written to".formatted(folder));
        }
        return new SaveTarget(file);
    }

    /** @throws TypeConversionException if no file can be called that */
    static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            var refusal = new TypeConversionException("'%s' is not a path: %s".formatted(text, e.getReason()));
            refusal.addSuppressed(e);
            throw refusal;
        }
    }

    /** For picocli. */
    static final class Converter implements ITypeConverter<SaveTarget> {

        @Override
        public SaveTarget convert(String text) {
            return parse(text);
        }
    }
}
