package dev.pullback.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a page is taken apart into code and what it prints. */
class TutorialPageTest {

    private static final String PAGE = """
            # Title
            ```java
            println(1);
            println(2);
            ```
            It prints
            ```text
            1
            2
            ```
            ```sh
            ls
            ```
            ```java
            int silent = 3;
            ```
            """;

    @TempDir
    private Path folder;

    @Test
    void codeBelongsToTheOutputThatFollowsIt() throws IOException {
        List<TutorialPage.Block> blocks = read(PAGE).blocks();

        assertEquals(
                List.of("println(1);\nprintln(2);\n", "int silent = 3;\n"),
                blocks.stream().map(TutorialPage.Block::source).toList());
        assertEquals(
                List.of("1\n2\n", ""),
                blocks.stream().map(TutorialPage.Block::expected).toList());
    }

    @Test
    void outputWithoutCodeIsRefusedAndSoIsAFenceLeftOpen() {
        var homeless = assertThrows(AssertionError.class, () -> read("```sh\nls\n```\n```text\n1\n```\n"));
        assertTrue(homeless.getMessage().contains("page.md:4: output without code"), homeless::getMessage);
        var first = assertThrows(AssertionError.class, () -> read("```text\n1\n```\n"));
        assertTrue(first.getMessage().contains("page.md:1: output without code"), first::getMessage);
        var open = assertThrows(AssertionError.class, () -> read("Text\n```java\nprintln(1);\n"));
        assertTrue(open.getMessage().contains("page.md:2: a block that is never closed"), open::getMessage);
    }

    @Test
    void newOutputsTakeThePlaceOfOldOnesAndTheRestStays() throws IOException {
        TutorialPage page = read(PAGE);

        page.write(List.of("one\n", "said\n"));

        String expected = PAGE.replace("1\n2\n", "one\n")
                .replace("int silent = 3;\n```\n", "int silent = 3;\n```\n\n```text\nsaid\n```\n");
        assertEquals(expected, Files.readString(page.file()));
    }

    private TutorialPage read(String content) throws IOException {
        return TutorialPage.read(Files.writeString(folder.resolve("page.md"), content));
    }
}
