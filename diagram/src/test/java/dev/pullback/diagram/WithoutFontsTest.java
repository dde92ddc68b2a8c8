package dev.pullback.diagram;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Drawings need no AWT, and so no fonts: they are made in a JVM that has neither. */
class WithoutFontsTest {

    /** Run in a JVM of its own. */
    static final class Program {
        public static void main(String[] arguments) {
            String svg = GraphDiagram.of(Perceptrons.pullback(2)).svg();
            String chart = LineChart.titled("t")
                    .line("a", new double[] {0, 1}, new double[] {0, 1})
                    .svg();
            System.out.println(svg.endsWith("</svg>\n")
                    && chart.endsWith("</svg>\n")
                    && ModuleLayer.boot().findModule("java.desktop").isEmpty());
        }
    }

    @Test
    void a_graph_and_a_chart_are_drawn_in_a_jvm_without_awt() throws Exception {
        String path = Stream.of(
                        "target/test-classes",
                        "target/classes",
                        System.getProperty("jdk.module.path", ""),
                        System.getProperty("java.class.path"))
                .collect(Collectors.joining(File.pathSeparator));
        Process java = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--limit-modules",
                        "java.base,java.logging,java.xml",
                        "-cp",
                        path,
                        Program.class.getName()))
                .redirectErrorStream(true)
                .start();
        String printed = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(0, java.waitFor(), printed);
        assertEquals("true", printed.strip());
    }
}
