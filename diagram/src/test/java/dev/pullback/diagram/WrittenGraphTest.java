package dev.pullback.diagram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The formats for Graphviz and for the terminal. */
class WrittenGraphTest {

    /** DOT's words: quoted text, names, arrows, punctuation. */
    private static final Pattern TOKEN =
            Pattern.compile("\\G\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|[A-Za-z_][A-Za-z_0-9]*|-?[0-9.]+|->|[\\[\\]{}=,;])");

    @Test
    void dot_has_every_node_and_edge_and_closes_what_it_opens() {
        GraphDiagram diagram = GraphDiagram.of(Perceptrons.pullback(2), Perceptrons.results(2));
        List<String> tokens = tokens(diagram.dot());

        assertEquals(
                diagram.edges().size(),
                tokens.stream().filter(token -> token.equals("->")).count());
        for (Node node : diagram.nodes()) {
            int at = tokens.indexOf("n" + node.id());
            assertEquals(List.of("[", "label", "="), tokens.subList(at + 1, at + 4));
        }
        for (String bracket : List.of("[]", "{}")) {
            assertEquals(
                    tokens.stream().filter(bracket.substring(0, 1)::equals).count(),
                    tokens.stream().filter(bracket.substring(1)::equals).count());
        }
        assertTrue(diagram.dot().contains("subgraph cluster_0"));
        assertTrue(tokens.contains("\"gradient\""));
    }

    @Test
    void dot_labels_edges_with_formula_and_structure_and_escapes_what_it_must() {
        String dot = GraphDiagram.of(Perceptrons.forward(1), "\"a\" \\ & b")
                .titled("σ")
                .dot();

        assertTrue(dot.contains("[label=\"diag(y(1 &#8722; y))\\ndiagonal\"]"), dot);
        assertTrue(dot.contains("\\n\\\"a\\\" \\\\ &amp; b\""), dot);
        assertTrue(dot.contains("label=\"&#963;\""), dot);
        assertTrue(tokens(dot).size() > 50);
    }

    @Test
    void the_text_has_one_aligned_line_per_node() {
        String text = GraphDiagram.of(Perceptrons.forward(1), "loss")
                .titled("One layer")
                .text();

        assertEquals("""
                One layer

                node           op              of                 type           result  local Jacobian of each operand
                x              input                              float32[8,16]
                dense0.weight  input                              float32[16,16]
                %2             matmul          x, dense0.weight   float32[8,16]          I₈ ⊗ Bᵀ (kronecker), A ⊗ I₁₆ (kronecker)
                dense0.bias    input                              float32[16]
                %4             broadcast       dense0.bias        float32[8,16]          broadcast[8,16] (reindexing)
                %5             add             %2, %4             float32[8,16]          I (identity), I (identity)
                %6             sigmoid         %5                 float32[8,16]          diag(y(1 − y)) (diagonal)
                y              input                              float32[8,16]
                %8             sub             %6, y              float32[8,16]          I (identity), −I (diagonal)
                %9             square          %8                 float32[8,16]          diag(2x) (diagonal)
                %10            sum axes [0,1]  %9                 float32[]              sum[0,1] (sum)
                %11            div a / 8       %10                float32[]      loss    diag(1/b) (diagonal)
                """.replaceAll(" +", " "), text.replaceAll(" +", " "));
        List<String> lines = text.lines().toList();
        int type = lines.get(2).indexOf("type");
        assertTrue(lines.stream().skip(3).allMatch(line -> line.startsWith("float32", type)), text);
    }

    private static List<String> tokens(String dot) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(dot.strip());
        int end = 0;
        while (matcher.find()) {
            tokens.add(matcher.group(1));
            end = matcher.end();
        }
        assertEquals(dot.strip().length(), end, () -> "no DOT from here on: " + dot.substring(tokens.size()));
        return tokens;
    }
}
