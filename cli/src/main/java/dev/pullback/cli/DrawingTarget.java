package dev.pullback.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Where drawings go; that they can be written there is checked while the command line is read.
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
        if (text.endsWith("/") || text.endsWith("\\")) {
            throw new TypeConversionException("there is no folder %s; create it first".formatted(text));
        }
        Path file = SaveTarget.parse(text).file();
        return new DrawingTarget(
                file,
                false,
                Arrays.stream(DrawingFormat.values())
                        .filter(format -> file.toString().endsWith("." + format.suffix()))
                        .findFirst());
    }

    /** The format where no option tells: the one that the name tells, else SVG. */
    DrawingFormat format() {
        return named.orElse(DrawingFormat.SVG);
    }

    /** The file for a drawing of that name. */
    Path file(String name, DrawingFormat format) {
        return isFolder ? path.resolve(name + "." + format.suffix()) : path;
    }

    /** For picocli. */
    static final class Converter implements ITypeConverter<DrawingTarget> {

        @Override
        public DrawingTarget convert(String text) {
            return parse(text);
        }
    }
}
