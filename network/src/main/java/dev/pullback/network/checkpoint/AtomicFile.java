package dev.pullback.network.checkpoint;

import dev.pullback.api.error.InputOutputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Replaces a file in one step: nobody, not even after a power cut, finds half of it. */
public final class AtomicFile {

    private AtomicFile() {}

    /** Writes the content of a file from its start. */
    @FunctionalInterface
    interface Content {
        void writeTo(FileChannel channel) throws IOException;
    }

    /**
     * Writes text in UTF-8.
     *
     * @throws InputOutputException where that fails; the file is then as it was
     */
    public static void write(Path file, String text) {
        write(file, channel -> {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        });
    }

    /** @throws InputOutputException where that fails; the file is then as it was */
    static void write(Path file, Content content) {
        Path target = target(file);
        // In the same folder, since only within one file system can a file be moved in one step.
        Path temporary = target.resolveSibling(".%s.%s.tmp".formatted(target.getFileName(), UUID.randomUUID()));
        try {
            try {
                try (var channel =
                        FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                    content.writeTo(channel);
                    channel.force(true);
                }
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new InputOutputException(
                    "Cannot write %s: %s; what was there before is unchanged".formatted(file, reason(e)), e);
        }
        forceEntry(target);
    }

    /** The file itself where {@code file} is a link to it: the link stays. */
    private static Path target(Path file) {
        try {
            if (Files.isDirectory(file)) {
                throw new InputOutputException("Cannot write %s: it is a folder; name a file".formatted(file));
            }
            return Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        } catch (IOException e) {
            throw new InputOutputException("Cannot write %s: %s".formatted(file, reason(e)), e);
        }
    }

    /** Brings the move itself to the disk, on systems that let a folder be opened for it. */
    private static void forceEntry(Path target) {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        try (var folder = FileChannel.open(target.getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        } catch (IOException e) {
            throw new InputOutputException(
                    "%s is written, but may not survive a power cut: its folder cannot be brought to the disk: %s"
                            .formatted(target, reason(e)),
                    e);
        }
    }

    private static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException missing ->
                "no such folder: " + Path.of(missing.getFile()).getParent();
            case AccessDeniedException _ -> "no permission to write there";
            case ClosedByInterruptException _ -> "the thread was interrupted";
            default -> e.toString();
        };
    }
}
