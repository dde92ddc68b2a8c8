package dev.pullback.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The tutorial's code works as it stands there, pasted into {@code ./pullback jshell}: each page is one conversation from its
 * first block to its last, prints exactly what the page says it prints, and draws the pictures that the page shows.
 *
 * <p>After a change that is meant to change them, {@code -Dtutorial.update=true} writes outputs and pictures anew.
 */
class TutorialTest {

    private static final Path TUTORIAL = Path.of("..", "docs", "tutorial");
    private static final Path STARTUP = Path.of("..", "scripts", "startup.jsh");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:%]+\\.[a-z]+)\\)");
    private static final int LONGEST_BLOCK = 25;

    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicTest> everyPageRunsAndPrintsWhatItSays() throws IOException {
        return pages().stream()
                .map(page -> DynamicTest.dynamicTest(page.getFileName().toString(), () -> check(page)));
    }

    @Test
    void theIndexLeadsToEveryPageInOrder() throws IOException {
        List<String> linked = links(TUTORIAL.resolve("README.md"))
                .filter(link -> link.matches("\\d\\d-.*\\.md"))
                .distinct()
                .toList();

        assertEquals(pages().stream().map(page -> page.getFileName().toString()).toList(), linked);
    }

    @TestFactory
    Stream<DynamicTest> everyLinkLeadsToAFile() throws IOException {
        List<Path> all = new ArrayList<>(pages());
        all.add(TUTORIAL.resolve("README.md"));
        return all.stream()
                .map(page -> DynamicTest.dynamicTest(
                        page.getFileName().toString(),
                        () -> links(page).forEach(link -> assertTrue(Files.exists(TUTORIAL.resolve(link)), link))));
    }

    @Test
    void codeThatJShellRejectsOrThatThrowsOrThatIsCutOffFails() throws IOException {
        try (var session = JShellSession.begin(STARTUP, folder)) {
            assertThrows(AssertionError.class, () -> session.say("int wrong = \"text\";"));
            assertThrows(AssertionError.class, () -> session.say("throw new IllegalStateException();"));
            assertThrows(AssertionError.class, () -> session.say("void open() {"));
            assertThrows(AssertionError.class, () -> session.say("int later() { return notThereYet(); }"));
            assertEquals("2\n", session.say("// still usable\nprintln(1 + 1);"));
        }
    }

    private void check(Path file) throws IOException {
        TutorialPage page = TutorialPage.read(file);
        assertFalse(page.blocks().isEmpty(), "a page without code");
        boolean update = Boolean.getBoolean("tutorial.update");
        List<String> outputs = new ArrayList<>();
        Path pictures = Files.createDirectory(folder.resolve(file.getFileName()));
        try (var session = JShellSession.begin(STARTUP, pictures)) {
            for (TutorialPage.Block block : page.blocks()) {
                String place =
                        "%s:%d".formatted(file.getFileName(), block.code().first());
                assertTrue(block.source().lines().count() <= LONGEST_BLOCK, () -> place + " is too long to be read");
                String printed = say(session, block, place);
                if (!update) {
                    assertEquals(block.expected(), printed, place);
                }
                outputs.add(printed);
            }
        }
        if (update) {
            page.write(outputs);
        }
        checkPictures(pictures, file, update);
    }

    private static String say(JShellSession session, TutorialPage.Block block, String place) {
        try {
            return session.say(block.source());
        } catch (AssertionError failure) {
            throw new AssertionError(place + ": " + failure.getMessage(), failure);
        }
    }

    /** What a page draws is what it shows, byte by byte. */
    private static void checkPictures(Path drawn, Path page, boolean update) throws IOException {
        List<String> shown = links(page)
                .filter(link -> link.endsWith(".svg"))
                .distinct()
                .sorted()
                .toList();
        List<String> files;
        try (var found = Files.list(drawn)) {
            files = found.map(file -> "images/" + file.getFileName()).sorted().toList();
        }
        assertEquals(shown, files, "pictures that the page shows, and those that its code draws");
        for (String picture : files) {
            Path fresh = drawn.resolve(Path.of(picture).getFileName());
            Path kept = TUTORIAL.resolve(picture);
            if (update) {
                Files.createDirectories(kept.getParent());
                Files.copy(fresh, kept, StandardCopyOption.REPLACE_EXISTING);
            }
            assertArrayEquals(Files.readAllBytes(kept), Files.readAllBytes(fresh), picture);
        }
    }

    private static List<Path> pages() throws IOException {
        try (var files = Files.list(TUTORIAL)) {
            return files.filter(file -> file.getFileName().toString().matches("\\d\\d-.*\\.md"))
                    .sorted()
                    .toList();
        }
    }

    private static Stream<String> links(Path page) throws IOException {
        return LINK.matcher(Files.readString(page)).results().map((MatchResult link) -> link.group(1));
    }
}
