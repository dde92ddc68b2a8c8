package dev.pullback.conformance.numeric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.op.Op;
import dev.pullback.conformance.cases.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The page's table is the one that the code uses. After a change that is meant, {@code -Dnumerics.update=true} writes it anew.
 */
class NumericsPageTest {

    private static final Path PAGE = Path.of("..", "docs", "numerics.md");
    private static final String BEGIN = "<!-- limits: written by NumericsPageTest -->\n";
    private static final String END = "<!-- end of limits -->\n";

    @Test
    void the_page_shows_the_limits_that_the_kit_uses() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        assertTrue(begin >= BEGIN.length() && end >= begin, "the page has no place for the table");
        if (Boolean.getBoolean("numerics.update")) {
            replace(page.substring(0, begin) + Limits.markdown() + page.substring(end));
        } else {
            assertEquals(Limits.markdown(), page.substring(begin, end));
        }
    }

    @Test
    void every_op_of_the_vocabulary_has_a_limit() {
        Set<String> listed = Stream.of(LimitRow.values())
                .flatMap(row -> row.ops().stream())
                .map(Class::getSimpleName)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> all =
                Vocabulary.ops().stream().map(Class::getSimpleName).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(all, listed);
    }

    @Test
    void only_products_have_two_limits() {
        Set<Class<? extends Op>> seen = new java.util.HashSet<>();
        Set<String> twice = Stream.of(LimitRow.values())
                .flatMap(row -> row.ops().stream())
                .filter(op -> !seen.add(op))
                .map(Class::getSimpleName)
                .collect(Collectors.toSet());
        assertEquals(Set.of("MatMul"), twice);
    }

    private static void replace(String page) throws IOException {
        Path fresh = PAGE.resolveSibling("numerics.md.new");
        Files.writeString(fresh, page);
        Files.move(fresh, PAGE, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
