package dev.pullback.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page docs/adding-an-op.md shows what is run, and names every place that an op of the vocabulary has. */
class AddingAnOpPageTest {

    /** The record, a method of that name, or its function in OpenCL C. */
    private static final Pattern FOLLOWED =
            Pattern.compile("\\bTanh\\b|\\b(Tensor|void|float|double) tanh\\(|\\btanh_##F\\(");

    private Page page;

    @BeforeEach
    void read() throws IOException {
        page = Page.read("adding-an-op.md");
    }

    @Test
    void every_block_is_code_that_is_compiled_and_run() throws IOException {
        Sources sources = Sources.under("examples/src/test");

        for (String block : page.blocks("java")) {
            assertTrue(sources.contain(block), () -> "not in the sources:\n" + block);
        }
    }

    @Test
    void the_op_and_its_layer_are_shown_whole() throws IOException {
        Set<String> shown = page.blocks("java").stream()
                .flatMap(String::lines)
                .map(String::strip)
                .collect(Collectors.toSet());

        String folder = "examples/src/test/java/dev/pullback/examples/op/";
        List<String> code = Sources.under(folder + "Softplus.java", folder + "SoftplusLayer.java")
                .code();

        assertEquals(
                List.of(), code.stream().filter(line -> !shown.contains(line)).toList());
    }

    @Test
    void the_list_of_places_is_complete() throws IOException {
        Sources sources = Sources.ofAllModulesBut(Set.of("bench", "examples"));
        Set<String> told = page.table("step").stream().map(row -> row.get(1)).collect(Collectors.toSet());

        Set<String> found = sources.naming(text -> FOLLOWED.matcher(text).find());

        assertEquals(new TreeSet<>(found), new TreeSet<>(told));
    }

    @Test
    void links_lead_to_files_and_names_to_classes() throws IOException {
        assertEquals(List.of(), page.deadLinks());
        assertEquals(List.of(), Names.unknown(page));
    }
}
