package dev.pullback.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.Backends;
import dev.pullback.api.op.CustomOp;
import dev.pullback.api.op.Op;
import dev.pullback.conformance.kit.Check;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page docs/adding-a-backend.md is the toy backend, and nothing of it is missing. */
class AddingABackendPageTest {

    private static final String SERVICE = "META-INF/services/dev.pullback.api.backend.BackendProvider";

    private Page page;
    private Sources toy;

    @BeforeEach
    void read() throws IOException {
        page = Page.read("adding-a-backend.md");
        toy = Sources.under("examples/src/main/java/dev/pullback/examples/toy");
    }

    @Test
    void every_block_is_code_that_is_compiled_and_run() throws IOException {
        Sources sources = Sources.under("examples/src");

        for (String block : page.blocks("java")) {
            assertTrue(sources.contain(block), () -> "not in the sources:\n" + block);
        }
    }

    @Test
    void no_line_of_the_toy_is_missing() {
        Set<String> shown = page.blocks("java").stream()
                .flatMap(String::lines)
                .map(String::strip)
                .collect(Collectors.toSet());

        List<String> missing =
                toy.code().stream().filter(line -> !shown.contains(line)).toList();

        assertEquals(List.of(), missing);
    }

    @Test
    void the_numbers_are_counted() throws IOException {
        Sources formulas = Sources.under("examples/src/main/java/dev/pullback/examples/toy/Formulas.java");
        String counted = "%d lines of code, %d of them what the %d ops mean"
                .formatted(toy.code().size(), formulas.code().size(), ops(Op.class));

        assertTrue(page.text().replace('\n', ' ').contains(counted), counted);
    }

    private static long ops(Class<?> type) {
        return type == CustomOp.class
                ? 0
                : type.isSealed()
                        ? Stream.of(type.getPermittedSubclasses())
                                .mapToLong(AddingABackendPageTest::ops)
                                .sum()
                        : 1;
    }

    @Test
    void the_service_file_is_the_one_shown() throws IOException {
        String file = Files.readString(Path.of("src", "main", "resources").resolve(SERVICE));

        assertTrue(page.text().contains("`" + SERVICE + "`"));
        assertTrue(page.blocks("text").contains(file));
    }

    @Test
    void the_toy_is_found_by_its_name_and_taken_by_nobody_who_does_not_ask() {
        try (Backend backend = Backends.open("toy")) {
            assertEquals("toy", backend.id());
        }
        assertEquals("toy", Backends.list().getLast().id());
    }

    @Test
    void every_check_of_the_kit_is_told() {
        List<String> told = page.table("check").stream().map(List::getFirst).toList();

        assertEquals(
                Stream.of(Check.values())
                        .map(check -> "`" + check.label() + "`")
                        .toList(),
                told);
    }

    @Test
    void links_lead_to_files_and_names_to_classes() throws IOException {
        assertEquals(List.of(), page.deadLinks());
        assertEquals(List.of(), Names.unknown(page));
    }
}
