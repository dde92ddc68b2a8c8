package dev.pullback.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code on the page about memory prints what the page says. */
class MemoryPageTest {

    @Test
    void everyBlockPrintsWhatThePageSays(@TempDir Path folder) throws IOException {
        TutorialPage page = TutorialPage.read(Path.of("..", "docs", "memory.md"));
        try (var session = JShellSession.begin(Path.of("..", "scripts", "startup.jsh"), folder)) {
            for (TutorialPage.Block block : page.blocks()) {
                assertEquals(block.expected(), session.say(block.source()));
            }
        }
    }
}
