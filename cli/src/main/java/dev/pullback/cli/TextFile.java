package dev.pullback.cli;

import dev.pullback.api.error.InputOutputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** Replaces a file in one step, so that nobody finds half of it. */
final class TextFile {

    private TextFile() {}

    /** @throws InputOutputException where that fails; the file is then as it was */
    static void write(Path file, String text) {
        Path target = file.toAbsolutePath();
        // In the same folder, since only within one file system can a file be moved in one step.
        Path temporary = target.resolveSibling(".%s.%s.tmp".formatted(target.getFileName(), UUID.randomUUID()));
        try {
            try {
                Files.writeString(temporary, text);
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new InputOutputException(
                    "Cannot write %s: %s; what was there before is unchanged".formatted(file, e), e);
        }
    }
}
