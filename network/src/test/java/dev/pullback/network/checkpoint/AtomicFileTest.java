package dev.pullback.network.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.error.InputOutputException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

    @TempDir
    Path folder;

    @Test
    void anInterruptedSaveLeavesTheOldCheckpointAsItWas() throws IOException {
        Path file = folder.resolve("model.safetensors");
        checkpoint(1).write(file);
        byte[] old = Files.readAllBytes(file);
        String message;
        Thread.currentThread().interrupt();
        try {
            message = assertThrows(
                            InputOutputException.class, () -> checkpoint(2).write(file))
                    .getMessage();
        } finally {
            assertTrue(Thread.interrupted());
        }
        assertTrue(message.contains("interrupted; what was there before is unchanged"), message);
        assertArrayEquals(old, Files.readAllBytes(file));
        assertEquals(List.of("model.safetensors"), names());
    }

    @Test
    void textIsWrittenInUtf8ThroughALinkToTheFile() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "what was there before");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        AtomicFile.write(link, "diag(y(1 − y))");
        assertTrue(Files.isSymbolicLink(link));
        assertEquals("diag(y(1 − y))", Files.readString(file));
    }

    @Test
    void aWriteThatFailsHalfWayLeavesTheOldContentAndNoTemporaryFile() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old");
        var failure = new IOException("disk full");
        var thrown = assertThrows(
                InputOutputException.class,
                () -> AtomicFile.write(file, channel -> {
                    channel.write(ascii("half of the new"));
                    assertEquals("old", Files.readString(file));
                    assertEquals(2, names().size(), "the new content belongs into a file of its own");
                    throw failure;
                }));
        assertEquals(failure, thrown.getCause());
        assertEquals("old", Files.readString(file));
        assertEquals(List.of("file"), names());
    }

    @Test
    void aLongerFileIsReplacedWhole() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "a long old content");
        AtomicFile.write(file, channel -> channel.write(ascii("new")));
        assertEquals("new", Files.readString(file));
        assertEquals(List.of("file"), names());
    }

    @Test
    void aLinkStaysALink() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        AtomicFile.write(link, channel -> channel.write(ascii("new")));
        assertTrue(Files.isSymbolicLink(link));
        assertEquals("new", Files.readString(file));
    }

    @Test
    void placesWhereNothingCanBeWrittenAreNamed() {
        Path missing = folder.resolve("none").resolve("file");
        assertEquals(
                "Cannot write %s: no such folder: %s; what was there before is unchanged"
                        .formatted(missing, folder.resolve("none")),
                assertThrows(InputOutputException.class, () -> AtomicFile.write(missing, _ -> {}))
                        .getMessage());
        assertTrue(assertThrows(InputOutputException.class, () -> AtomicFile.write(folder, _ -> {}))
                .getMessage()
                .contains("it is a folder"));
    }

    private static Safetensors checkpoint(int value) {
        return new Safetensors(
                Map.of(),
                List.of(new Entry("step", ElementType.I32, new long[0], MemorySegment.ofArray(new int[] {value}))));
    }

    private static ByteBuffer ascii(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
