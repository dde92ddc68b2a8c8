package dev.pullback.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KernelCatalogueTest {

    private static final Pattern KERNEL = Pattern.compile("__kernel[^;{]*?void (\\w+)\\(");
    private static final Pattern INCLUDE = Pattern.compile("#include \"([^\"]+)\"");
    /** Words whose accuracy or very existence depends on the driver, or that break the order of a sum. */
    private static final List<String> FORBIDDEN =
            List.of("native_", "half_", "fast-relaxed", "atomic_", "atom_", "size_t", "printf", "inline ");

    static List<String> names() {
        return KernelCatalogue.names();
    }

    @Test
    void theCatalogueListsEverySourceInItsFolderOnce() throws IOException, URISyntaxException {
        Path folder = Path.of(Objects.requireNonNull(KernelCatalogue.class.getResource("scalar.cl"))
                        .toURI())
                .getParent();
        try (Stream<Path> files = Files.list(folder)) {
            List<String> present = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".cl"))
                    .sorted()
                    .toList();
            assertEquals(present, KernelCatalogue.names());
        }
    }

    @Test
    void noTwoKernelsShareAName() {
        Set<String> seen = new HashSet<>();
        for (String name : KernelCatalogue.names()) {
            Matcher kernel = KERNEL.matcher(KernelCatalogue.source(name).text());
            while (kernel.find()) {
                assertTrue(seen.add(kernel.group(1)), () -> "kernel name used twice, again in " + name);
            }
        }
        assertTrue(seen.containsAll(Set.of("gemm_cpu", "gemm_gpu", "elementwise_cpu", "elementwise_gpu")));
    }

    @ParameterizedTest
    @MethodSource("names")
    void everySourceIsPlainAscii(String name) {
        String text = KernelCatalogue.source(name).text();
        assertFalse(text.isBlank());
        assertTrue(text.startsWith("// " + name + ": "), "a source opens by saying what it is for");
        text.chars().forEach(c -> assertTrue(c == '\n' || (c >= 0x20 && c < 0x7f), () -> "character " + c));
    }

    @ParameterizedTest
    @MethodSource("names")
    void noSourceUsesWhatDriversMayRoundOrOrderDifferently(String name) {
        String text = KernelCatalogue.source(name).text();
        for (String word : FORBIDDEN) {
            assertFalse(text.contains(word), () -> name + " contains " + word);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyIncludeNamesASource(String name) {
        Matcher include = INCLUDE.matcher(KernelCatalogue.source(name).text());
        while (include.find()) {
            assertTrue(KernelCatalogue.names().contains(include.group(1)), include.group());
        }
    }

    @Test
    void aSourceIsReadOnceAndFingerprinted() {
        KernelSource scalar = KernelCatalogue.source("scalar.cl");
        assertSame(scalar, KernelCatalogue.source("scalar.cl"));
        assertEquals(64, scalar.sha256().length());
    }

    @Test
    void anUnknownNameIsRefusedWithTheNamesThereAre() {
        var refused = assertThrows(IllegalArgumentException.class, () -> KernelCatalogue.source("gem.cl"));
        assertTrue(
                refused.getMessage().contains("gem.cl") && refused.getMessage().contains("gemm_cpu.cl"));
    }
}
