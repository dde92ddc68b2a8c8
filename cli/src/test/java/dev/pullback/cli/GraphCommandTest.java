package dev.pullback.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code pullback graph}, as a user runs it. */
class GraphCommandTest {

    @TempDir
    private Path folder;

    @Test
    void alone_it_prints_the_forward_graph_with_its_local_jacobians() {
        String text = Invocation.of("graph").succeeded().out();

        assertTrue(
                text.startsWith("Forward graph: 64 -> dense 64 sigmoid -> dense 64 sigmoid -> dense 10 identity"),
                text);
        assertTrue(text.contains("dense0.weight"), text);
        assertTrue(text.contains("diag(y(1 − y)) (diagonal)"), text);
        assertTrue(text.contains("loss"), text);
        assertFalse(text.contains("∇"), text);
    }

    @Test
    void the_network_is_the_one_asked_for() {
        String text = Invocation.of(
                        "graph",
                        "--layers",
                        "5",
                        "--activation",
                        "tanh",
                        "--loss",
                        "l2",
                        "--batch",
                        "3",
                        "--part",
                        "pullback")
                .succeeded()
                .out();

        assertTrue(text.contains("tanh") && text.contains("square"), text);
        assertTrue(text.contains("float32[3,5]"), text);
        assertTrue(text.contains("∇dense1.bias"), text);
    }

    @Test
    void a_folder_gets_one_drawing_per_part() throws IOException {
        Invocation.of("graph", "--layers", "4", "--output", folder.toString()).succeeded();

        assertEquals(List.of("forward.svg", "plan.svg", "pullback.svg"), files());
        for (String file : files()) {
            assertTrue(Files.readString(folder.resolve(file)).startsWith("<svg "), file);
        }
    }

    @Test
    void a_folder_that_is_not_there_is_made() {
        Path made = folder.resolve("drawings");
        Invocation.of("graph", "--layers", "4", "--output", made.toString()).succeeded();

        assertTrue(Files.isRegularFile(made.resolve("pullback.svg")));
    }

    @ParameterizedTest
    @CsvSource({"net.dot, digraph", "net.svg, <svg", "net.txt, Forward graph", "net, <svg"})
    void the_name_of_the_file_tells_the_format(String name, String beginning) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, "what was there before");
        Invocation.of("graph", "--layers", "none", "--output", file.toString()).succeeded();

        assertTrue(Files.readString(file).startsWith(beginning));
        assertEquals(List.of(name), files());
    }

    @Test
    void the_plan_without_fusion_has_more_steps() {
        assertTrue(nodes("--part", "plan", "--fusion", "off") > nodes("--part", "plan"));
    }

    @Test
    void values_come_from_one_run() {
        String text = Invocation.of("graph", "--values", "--backend", "reference", "--layers", "4", "--loss", "l2")
                .succeeded()
                .out();
        String mean = text.lines()
                .filter(line -> line.contains("dense0.bias  "))
                .findFirst()
                .orElseThrow();

        assertTrue(mean.contains("= (0 0 0 0)"), text);
        assertTrue(text.lines().anyMatch(line -> line.startsWith("y ") && line.contains("0 … 9")), text);
    }

    @Test
    void json_counts_what_was_drawn_and_says_where_it_is() {
        Path file = folder.resolve("net.svg");
        Map<String, Object> content = Invocation.of("graph", "--json", "--output", file.toString())
                .succeeded()
                .json();
        Map<String, Object> drawing = Invocation.objects(content, "drawings").getFirst();

        assertEquals("forward", drawing.get("part"));
        assertEquals(file.toString(), drawing.get("file"));
        assertTrue(Invocation.number(drawing, "nodes") > 30);
        assertTrue(Invocation.number(drawing, "edges") >= Invocation.number(drawing, "nodes"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--part all --format svg          | name a folder for them with --output",
                "--part all --output net.svg      | --output must be a folder, not the file 'net.svg'",
                "--part plan --values             | --values shows what the nodes of the forward or pullback graph are",
                "--backend cpu                    | --backend is what --values runs on",
                "--part half                      | '--part': expected one of [FORWARD, PULLBACK, PLAN, ALL]",
                "--format png                     | '--format': expected one of [SVG, DOT, TEXT]",
                "--output /no/such/folder/        | '--output': there is no folder /no/such; create it first",
                "--output /no/such/folder/net.svg | '--output': there is no folder /no/such/folder; create it first",
                "--output net.png                 | an --output named .svg, .dot or .txt, or --format with any other name",
                "--layers 0                       | '--layers': '0' is not a list of layer sizes"
            })
    void aCommandLineThatMakesNoSenseIsToldWhatWould(String options, String message) {
        Invocation invocation = Invocation.of(("graph " + options.strip()).split(" +", -1));

        assertEquals(ExitStatus.USAGE, invocation.code());
        assertTrue(invocation.err().contains(message), invocation.err());
        assertFalse(invocation.err().contains("\tat "), invocation.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"forward", "pullback", "plan"})
    void the_drawings_in_the_docs_are_those_of_this_version(String part) throws IOException {
        Path file = folder.resolve(part + ".svg");
        Invocation.of("graph", "--part", part, "--output", file.toString()).succeeded();

        assertEquals(
                Files.readString(Path.of("..", "docs", "images", part + ".svg")),
                Files.readString(file),
                "run ./pullback graph --output docs/images, and look at what changed");
    }

    private List<String> files() throws IOException {
        try (Stream<Path> found = Files.list(folder)) {
            return found.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static double nodes(String... options) {
        String[] arguments =
                Stream.concat(Stream.of("graph", "--json"), Stream.of(options)).toArray(String[]::new);
        Map<String, Object> content = Invocation.of(arguments).succeeded().json();
        return Invocation.number(Invocation.objects(content, "drawings").getFirst(), "nodes");
    }
}
