package dev.pullback.cli;

import dev.pullback.api.error.InputOutputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Where drawings go; that they can be written there is checked while the command line is read. A name with a suffix is a
 * file, one without is a folder, unless there is a file of that name.
 *
 * @param named the format that the file's name tells
 */
record DrawingTarget(Path path, boolean isFolder, Optional<DrawingFormat> named) {

    static DrawingTarget parse(String text) {
        if (Files.isDirectory(SaveTarget.path(text))) {
            Path folder = SaveTarget.path(text);
            if (!Files.isWritable(folder)) {
                throw new TypeConversionException("folder %s may not be written to".formatted(folder));
            }
            return new DrawingTarget(folder, true, Optional.empty());
        }
        Path file = SaveTarget.parse(text).file();
        boolean named = file.getFileName().toString().contains(".");
        if (text.endsWith("/") || (!named && !Files.exists(file))) {
            return new DrawingTarget(file, true, Optional.empty());
        }
        return new DrawingTarget(
                file,
                false,
                Arrays.stream(DrawingFormat.values())
                        .filter(format -> file.toString().endsWith("." + format.suffix()))
                        .findFirst());
    }

    /** Whether the file has a suffix that stands for no format. */
    boolean isUnknown() {
        return !isFolder && named.isEmpty() && path.getFileName().toString().contains(".");
    }

    /** The format where no option tells: the one that the name tells, else SVG. */
    DrawingFormat format() {
        return named.orElse(DrawingFormat.SVG);
    }

    /**
     * The file for a drawing of that name; a folder that is not there yet is made.
     *
     * @throws InputOutputException if the folder cannot be made
     */
    Path file(String name, DrawingFormat format) {
        if (!isFolder) {
            return path;
        }
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new InputOutputException("Cannot make the folder %s: %s".formatted(path, e), e);
        }
        return path.resolve(name + "." + format.suffix());
    }

    /** For picocli. */
    static final class Converter implements ITypeConverter<DrawingTarget> {

        @Override
        public DrawingTarget convert(String text) {
            return parse(text);
        }
    }
}
