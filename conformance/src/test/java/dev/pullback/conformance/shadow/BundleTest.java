package dev.pullback.conformance.shadow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.backend.Device;
import dev.pullback.api.error.DataFormatException;
import dev.pullback.api.error.InputOutputException;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.op.MatMul;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.Traced;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import dev.pullback.conformance.numeric.Limit;
import dev.pullback.conformance.numeric.Values;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BundleTest {

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void writeOne() {
        file = folder.resolve("deeper/one.npz");
        bundle().write(file);
    }

    @Test
    void a_bundle_comes_back_as_it_was() {
        Bundle written = bundle();

        Bundle read = Bundle.read(file);

        assertEquals(written.origin(), read.origin());
        assertEquals(
                written.divergence().graph().signature(),
                read.divergence().graph().signature());
        assertEquals("gradient", read.divergence().node().phase());
        assertEquals(Scope.PROGRAM, read.divergence().scope());
        assertEquals(1, read.divergence().output());
        assertEquals(written.divergence().mismatch(), read.divergence().mismatch());
        assertSame(written.divergence().inputs(), read.divergence().inputs());
        assertSame(written.divergence().expected(), read.divergence().expected());
        assertSame(written.divergence().actual(), read.divergence().actual());
    }

    @Test
    void the_file_has_the_entries_that_numpy_looks_for() throws IOException {
        assertEquals(
                List.of(
                        "bundle.json",
                        "input_0.npy",
                        "input_1.npy",
                        "expected_0.npy",
                        "expected_1.npy",
                        "actual_0.npy",
                        "actual_1.npy"),
                List.copyOf(entries().keySet()));
        String header = new String(entries().get("bundle.json"), StandardCharsets.UTF_8);
        assertTrue(header.contains("\"details\" : \"driver \\\"7\\\"\""), header);
        assertTrue(header.contains("\"op\" : \"matmul\""), header);
    }

    @Test
    void nothing_else_is_left_in_the_folder() throws IOException {
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void a_folder_where_nothing_can_be_written_is_told() throws IOException {
        Path notAFolder = Files.writeString(folder.resolve("file"), "");

        var failure = assertThrows(InputOutputException.class, () -> bundle().write(notAFolder.resolve("x.npz")));

        assertTrue(failure.getMessage().contains("x.npz cannot be written"), failure.getMessage());
    }

    @Test
    void a_file_that_is_not_there_is_told() {
        var failure = assertThrows(InputOutputException.class, () -> Bundle.read(folder.resolve("none.npz")));

        assertTrue(failure.getMessage().contains("none.npz"), failure.getMessage());
    }

    @Test
    void a_file_of_another_kind_is_refused() throws IOException {
        Path text =
                Files.writeString(folder.resolve("text.npz"), "This is no zip file, and it is long enough for one.");

        var failure = assertThrows(DataFormatException.class, () -> Bundle.read(text));

        assertTrue(failure.getMessage().contains("is no bundle"), failure.getMessage());
    }

    @Test
    void a_file_with_a_byte_changed_is_refused_or_reads_the_same() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        Bundle written = bundle();
        int refused = 0;
        for (int i = 0; i < whole.length; i += 3) {
            byte[] changed = whole.clone();
            changed[i] ^= 0x20;
            Path damaged = Files.write(folder.resolve("damaged.npz"), changed);
            try {
                // Dates and the like, which nothing depends on.
                Bundle read = Bundle.read(damaged);
                assertSame(written.divergence().actual(), read.divergence().actual());
                assertEquals(written.divergence().mismatch(), read.divergence().mismatch());
            } catch (DataFormatException _) {
                refused++;
            }
        }
        assertTrue(refused > whole.length / 6, "%d of %d were refused".formatted(refused, whole.length / 3));
    }

    @Test
    void a_cut_file_is_refused() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length += 13) {
            Path cut = Files.write(folder.resolve("cut.npz"), Arrays.copyOf(whole, length));
            assertThrows(DataFormatException.class, () -> Bundle.read(cut), "cut at " + length);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "pullback bundle; other bundle; does not say that it is a pullback bundle",
                "\"version\" : 1; \"version\" : 2; is of version 2 of the format; this program reads version 1",
                "\"op\" : \"matmul\"; \"op\" : \"matmat\"; expected an op of this version's vocabulary, found matmat",
                "\"transposeA\" : true; \"transposeA\" : false; is not a graph: matmul",
                "\"element\" : 1; \"element\" : 9; tells of output 1, element 9",
                "\"output\" : 1; \"output\" : 2; tells of output 2",
                "\"input\" : 1; \"input\" : 7; expected a number from 0 to 1, found 7",
                "{; [; is not well-formed JSON"
            })
    void a_header_that_makes_no_sense_is_refused(String right, String wrong, String message) throws IOException {
        Map<String, byte[]> entries = entries();
        String header = new String(entries.get("bundle.json"), StandardCharsets.UTF_8);
        assertTrue(header.contains(right), header);
        entries.put("bundle.json", header.replace(right, wrong).getBytes(StandardCharsets.UTF_8));

        assertRefused(entries, message);
    }

    @Test
    void a_missing_array_is_named() throws IOException {
        Map<String, byte[]> entries = entries();
        entries.remove("actual_1.npy");

        assertRefused(entries, "it has no entry actual_1.npy");
    }

    @Test
    void an_array_of_another_type_than_the_graph_wants_is_named() throws IOException {
        Map<String, byte[]> entries = entries();
        entries.put("input_1.npy", entries.get("input_0.npy"));

        assertRefused(entries, "input_1.npy: the graph wants float32[3,2], but the array is float32[3,1]");
    }

    private void assertRefused(Map<String, byte[]> entries, String message) throws IOException {
        Path changed = folder.resolve("changed.npz");
        try (var zip = new ZipOutputStream(Files.newOutputStream(changed))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        var failure = assertThrows(DataFormatException.class, () -> Bundle.read(changed));
        assertTrue(failure.getMessage().startsWith(changed.toString()), failure.getMessage());
        assertTrue(failure.getMessage().contains(message), failure.getMessage());
    }

    private Map<String, byte[]> entries() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (var zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        return entries;
    }

    private static void assertSame(List<Values> expected, List<Values> found) {
        assertEquals(expected.size(), found.size());
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(expected.get(i).type(), found.get(i).type());
            assertArrayEquals(expected.get(i).elements(), found.get(i).elements());
        }
    }

    /** A product whose first output overwrites an input. */
    private static Bundle bundle() {
        Traced a = Traced.input(TensorType.of(DType.FLOAT32, 3, 1), "a");
        Traced b = Traced.input(TensorType.of(DType.FLOAT32, 3, 2), "weights");
        Tensor squared = b.square();
        List<Traced> factors = List.of(b, a.mul(0.1).node());
        Traced product = Traced.of(new MatMul(true, false), factors, "gradient");
        Graph graph = Graph.of(List.of(a, b), List.of(squared.node(), product)).donating(1, 0);
        Values columns = Values.of(b.type(), 0.5, -0.0, Float.MIN_VALUE, 4, Double.NaN, Double.NEGATIVE_INFINITY);
        return new Bundle(
                new Origin("0.1", "2026-01-02T03:04:05Z", "fast", device(), "reference"),
                new Divergence(
                        Scope.PROGRAM,
                        graph,
                        List.of(Values.of(a.type(), 1, 2, 3), columns),
                        List.of(columns, Values.of(TensorType.of(DType.FLOAT64, 2, 1), 0.1, 0.2)),
                        List.of(columns, Values.of(TensorType.of(DType.FLOAT32, 2, 1), 1, 2)),
                        1,
                        new Mismatch(
                                1,
                                1,
                                0.1,
                                Double.NaN,
                                Double.POSITIVE_INFINITY,
                                Limit.terms(0.1).orAbsolute(3))));
    }

    private static Device device() {
        return new Device("0", "Größe", Device.Kind.GPU, 1L << 33, "driver \"7\"");
    }
}
