package dev.pullback.network.data;

import dev.pullback.api.error.DataFormatException;
import dev.pullback.api.error.InputOutputException;
import dev.pullback.api.error.PullbackException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.ZipException;

/**
 * The content of a data file, decompressed where the file is gzip (told by its first two bytes, whatever its name), with
 * the offset of the next byte at hand for messages.
 */
final class ByteSource implements AutoCloseable {

    /** Deflate codes at most 258 bytes in 2 bits, so no data grows by more than this factor. */
    private static final long LARGEST_EXPANSION = 1032;

    private final String name;
    private final long storedBytes;
    private final GzipMembers gzip;
    private final CountingStream content;

    private ByteSource(String name, long storedBytes, GzipMembers gzip, CountingStream content) {
        this.name = name;
        this.storedBytes = storedBytes;
        this.gzip = gzip;
        this.content = content;
    }

    static ByteSource open(Path file) {
        InputStream stored = null;
        try {
            long size = Files.size(file);
            if (Files.isDirectory(file)) {
                throw new InputOutputException("Cannot read %s: it is a folder, a file was expected".formatted(file));
            }
            stored = Files.newInputStream(file);
            return of(stored, file.toString(), size);
        } catch (IOException e) {
            throw cannotRead(file.toString(), e, stored);
        }
    }

    /** Content that is not in a file of its own, such as a resource; the source closes the stream. */
    static ByteSource of(InputStream stored, String name) {
        try {
            return of(stored, name, Long.MAX_VALUE / LARGEST_EXPANSION);
        } catch (IOException e) {
            throw cannotRead(name, e, stored);
        }
    }

    private static ByteSource of(InputStream stored, String name, long storedBytes) throws IOException {
        var start = new byte[2];
        var rewindable = new PushbackInputStream(stored, start.length);
        int known = rewindable.readNBytes(start, 0, start.length);
        rewindable.unread(start, 0, known);
        if (known < start.length || start[0] != (byte) 0x1F || start[1] != (byte) 0x8B) {
            return new ByteSource(name, storedBytes, null, new CountingStream(rewindable));
        }
        GzipMembers gzip;
        try {
            gzip = new GzipMembers(new CountingStream(rewindable));
        } catch (EOFException | ZipException e) {
            stored.close();
            throw new DataFormatException(
                    "%s at byte 0: starts as gzip, but its gzip header is cut off or corrupt (%s); fetch the file anew"
                            .formatted(name, e.getMessage()),
                    e);
        }
        return new ByteSource(name, storedBytes, gzip, new CountingStream(gzip));
    }

    String name() {
        return name;
    }

    /** Offset of the next byte, in the decompressed content. */
    long position() {
        return content.count();
    }

    boolean compressed() {
        return gzip != null;
    }

    /** An upper limit to the length of the content, known beforehand: exact unless the file is compressed. */
    long lengthLimit() {
        return compressed() ? storedBytes * LARGEST_EXPANSION : storedBytes;
    }

    /** The content from here on. Failures while reading it are to be passed through {@link #failure}. */
    InputStream stream() {
        return content;
    }

    /**
     * Fills the start of {@code target}.
     *
     * @param expected what the bytes are, for the message if the content ends first
     */
    void read(byte[] target, int length, String expected) {
        long start = position();
        try {
            int read = content.readNBytes(target, 0, length);
            if (read < length) {
                throw new DataFormatException(
                        "%s: ends at %s, but %s was expected at byte %,d to %,d; the file is cut off"
                                .formatted(name, place(position()), expected, start, start + length - 1));
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /**
     * Checks that nothing follows.
     *
     * @param read what has been read, for the message
     */
    void expectEnd(String read) {
        try {
            long end = position();
            if (content.read() >= 0) {
                throw new DataFormatException("%s at %s: expected the end of the file after %s, but more bytes follow"
                        .formatted(name, place(end), read));
            }
            long trailing = compressed() ? gzip.trailingBytes() : 0;
            if (trailing > 0) {
                throw new DataFormatException(
                        "%s: %,d bytes that are not gzip follow the gzip data of %s; fetch the file anew"
                                .formatted(name, trailing, read));
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** "byte n", and of what, where there are two ways to count. */
    String place(long offset) {
        return compressed() ? "byte %,d of the decompressed content".formatted(offset) : "byte %,d".formatted(offset);
    }

    /** What a failure to read means for the user. */
    PullbackException failure(IOException e) {
        if (compressed() && (e instanceof EOFException || e instanceof ZipException)) {
            return new DataFormatException(
                    "%s: the gzip data is %s after %s (%s); fetch the file anew"
                            .formatted(
                                    name,
                                    e instanceof EOFException ? "cut off" : "corrupt",
                                    place(position()),
                                    e.getMessage()),
                    e);
        }
        return new InputOutputException(
                "Cannot read %s at %s: %s".formatted(name, place(position()), e.getMessage()), e);
    }

    @Override
    public void close() {
        try {
            content.close();
        } catch (IOException e) {
            throw new InputOutputException("Cannot close %s: %s".formatted(name, e.getMessage()), e);
        }
    }

    private static InputOutputException cannotRead(String name, IOException e, InputStream opened) {
        if (opened != null) {
            try {
                opened.close();
            } catch (IOException onClose) {
                e.addSuppressed(onClose);
            }
        }
        String reason = switch (e) {
            case NoSuchFileException _ -> "there is no such file";
            case AccessDeniedException _ -> "no permission to read it";
            default -> e.getMessage();
        };
        return new InputOutputException("Cannot read %s: %s".formatted(name, reason), e);
    }
}
