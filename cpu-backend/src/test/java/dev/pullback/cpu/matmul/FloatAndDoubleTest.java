package dev.pullback.cpu.matmul;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Java has no templates: the kernels of float64 are written next to those of float32, and stay the same text. */
class FloatAndDoubleTest {
    private static final Path SOURCES = Path.of("src/main/java/dev/pullback/cpu/matmul");
    private static final Path VECTOR = Path.of("src/main/java/dev/pullback/cpu/vector");

    @Test
    void the_kernels_of_both_types_are_one_text() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(SOURCES)) {
            files = Stream.concat(
                            all.filter(file -> file.getFileName().toString().startsWith("Float")),
                            Stream.of("FloatPairwiseSum.java", "FloatReduction.java")
                                    .map(VECTOR::resolve))
                    .toList();
        }
        assertTrue(files.size() >= 9, "found only " + files);
        for (Path file : files) {
            Path twin = file.resolveSibling(file.getFileName().toString().replace("Float", "Double"));
            assertEquals(text(file), text(twin), file + " and " + twin);
        }
    }

    /** In float64's words, and without what the formatter makes of longer ones. */
    private static String text(Path file) throws IOException {
        return Files.readString(file)
                .replace("(float) scale", "scale")
                .replace("Float", "Double")
                .replace("float", "double")
                .replace("FLOAT", "DOUBLE")
                .replace("IntVector", "LongVector")
                .replace("AsInts", "AsLongs")
                .replace("int[] zip", "long[] zip")
                .replace("int[] lanes = new int", "long[] lanes = new long")
                .replace("double32", "double64")
                .replaceAll("\\s+", "");
    }
}
