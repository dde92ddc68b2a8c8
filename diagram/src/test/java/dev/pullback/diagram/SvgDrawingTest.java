package dev.pullback.diagram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.plan.Plan;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What a reader of the drawing can rely on; measured in the SVG that comes out. */
class SvgDrawingTest {

    /** A4 between margins of 10 mm, at 96 pixels to the inch. */
    private static final double PAGE = 190 / 25.4 * 96;

    private static final double POINT = 96 / 72.0;

    private record Box(double x, double y, double width, double height) {
        boolean overlaps(Box other) {
            return x < other.x + other.width
                    && other.x < x + width
                    && y < other.y + other.height
                    && other.y < y + height;
        }

        boolean holds(Box other) {
            double slack = 0.15; // coordinates are rounded to tenths
            return other.x >= x - slack
                    && other.y >= y - slack
                    && other.x + other.width <= x + width + slack
                    && other.y + other.height <= y + height + slack;
        }
    }

    static Stream<GraphDiagram> drawings() {
        return Stream.of(
                GraphDiagram.of(Perceptrons.forward(3), "loss"),
                GraphDiagram.of(Perceptrons.pullback(3), Perceptrons.results(3)),
                GraphDiagram.of(Plan.of(Perceptrons.pullback(3), true), Perceptrons.results(3)),
                GraphDiagram.of(Plan.of(Perceptrons.pullback(3), false), Perceptrons.results(3)),
                GraphDiagram.of(Perceptrons.pullback(12), Perceptrons.results(12)));
    }

    static Stream<GraphDiagram> threeLayers() {
        return drawings().limit(3);
    }

    @ParameterizedTest
    @MethodSource("threeLayers")
    void three_layers_fit_the_width_of_a_page_in_letters_of_eight_points(GraphDiagram diagram) {
        Element svg = parse(diagram.svg()).getDocumentElement();

        assertTrue(number(svg, "width") <= PAGE, () -> svg.getAttribute("width"));
        assertTrue(NodeBox.FONT_SIZE >= 8 * POINT);
    }

    @ParameterizedTest
    @MethodSource("drawings")
    void boxes_do_not_overlap(GraphDiagram diagram) {
        List<Box> boxes = boxes(parse(diagram.svg()));

        assertTrue(boxes.size() >= diagram.nodes().size());
        for (int i = 0; i < boxes.size(); i++) {
            for (int j = 0; j < i; j++) {
                assertFalse(boxes.get(i).overlaps(boxes.get(j)), boxes.get(i) + " " + boxes.get(j));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("drawings")
    void nothing_lies_outside_of_the_drawing(GraphDiagram diagram) {
        Document document = parse(diagram.svg());
        Element svg = document.getDocumentElement();
        var page = new Box(0, 0, number(svg, "width"), number(svg, "height"));

        assertEquals(
                "0 0 %s %s".formatted(svg.getAttribute("width"), svg.getAttribute("height")),
                svg.getAttribute("viewBox"));
        elements(document, "rect")
                .forEach(rect ->
                        assertTrue(page.holds(box(rect)), () -> box(rect).toString()));
        elements(document, "text").forEach(text -> assertTrue(page.holds(extent(text)), text::getTextContent));
        for (Element path : elements(document, "path")) {
            for (String pair : path.getAttribute("d").replaceAll(" l.*", "").split("[MLQ ]+", -1)) {
                if (!pair.isEmpty()) {
                    String[] xy = pair.split(",", -1);
                    var point = new Box(Double.parseDouble(xy[0]), Double.parseDouble(xy[1]), 0, 0);
                    assertTrue(page.holds(point), () -> path.getAttribute("d"));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("drawings")
    void text_fits_its_box(GraphDiagram diagram) {
        Document document = parse(diagram.svg());
        int texts = 0;
        for (Element group : elements(document, "g")) {
            List<Element> rects = elements(group, "rect");
            if (rects.isEmpty()
                    || elements(group, "text").stream()
                            .anyMatch(text -> text.getTextContent().startsWith("J "))) {
                continue;
            }
            for (Element text : elements(group, "text")) {
                boolean legend = extent(text).x()
                        > box(rects.getFirst()).x() + box(rects.getFirst()).width();
                assertTrue(
                        legend || rects.stream().anyMatch(rect -> box(rect).holds(extent(text))), text::getTextContent);
                texts++;
            }
        }
        assertTrue(texts > 2 * diagram.nodes().size() - 1);
    }

    @Test
    void jacobians_give_way_to_the_width_of_the_page_only_where_that_helps() {
        GraphDiagram diagram = GraphDiagram.of(Perceptrons.pullback(3), Perceptrons.results(3));

        Drawing page = LayeredLayout.of(diagram, PAGE);
        Drawing hopeless = LayeredLayout.of(diagram, 100);
        Drawing narrower = LayeredLayout.of(diagram, hopeless.width() - 1);

        assertTrue(hasTags(page));
        assertFalse(hasTags(narrower));
        assertTrue(narrower.width() < page.width());
        assertTrue(hasTags(hopeless));
    }

    private static boolean hasTags(Drawing drawing) {
        return drawing.boxes().stream().anyMatch(placed -> placed.box().tagsHeight() > 0);
    }

    @Test
    void equal_layers_look_alike() {
        Drawing drawing = LayeredLayout.of(GraphDiagram.of(Perceptrons.forward(4), "loss"), PAGE);

        assertEquals(layer(drawing, "dense1."), layer(drawing, "dense2."));
    }

    /** Where a layer's boxes stand, counted from its weight. */
    private static List<String> layer(Drawing drawing, String prefix) {
        int first = 0;
        while (!drawing.boxes().get(first).box().node().name().equals(prefix + "weight")) {
            first++;
        }
        Drawing.Placed weight = drawing.boxes().get(first);
        return drawing.boxes().subList(first, first + 6).stream()
                .map(placed -> "%s %.1f %.1f"
                        .formatted(
                                placed.box().node().name().replace(prefix, ""),
                                placed.x() - weight.x(),
                                placed.y() - weight.y()))
                .toList();
    }

    @Test
    void the_way_back_runs_upwards_on_the_right_of_the_way_forward() {
        Drawing drawing = LayeredLayout.of(GraphDiagram.of(Perceptrons.pullback(3), Perceptrons.results(3)), PAGE);

        for (Drawing.Route route : drawing.routes()) {
            boolean up = drawing.boxes().get(route.edge().from()).box().node().pullsBack();
            double rise =
                    route.points().getFirst().y() - route.points().getLast().y();
            assertEquals(up, rise > 0);
        }
        Drawing.Placed firstWeight = drawing.boxes().get(1);
        Drawing.Placed itsGradient = drawing.boxes().stream()
                .filter(placed -> placed.box().node().results().contains("∇dense0.weight"))
                .findFirst()
                .orElseThrow();
        assertTrue(itsGradient.x() > firstWeight.x());
        assertTrue(Math.abs(itsGradient.y() - firstWeight.y()) < drawing.height() / 4);
    }

    @Test
    void names_that_are_markup_elsewhere_are_written_as_they_are() {
        GraphDiagram diagram =
                GraphDiagram.of(Perceptrons.forward(1), "a<b> & \"c\"").titled("<script>");

        assertTrue(parse(diagram.svg()).getDocumentElement().getTextContent().contains("a<b> & \"c\""));
        assertEquals(0, elements(parse(diagram.svg()), "script").size());
    }

    @Test
    void the_same_graph_gives_the_same_bytes_in_ascii() {
        String svg = GraphDiagram.of(Perceptrons.pullback(2)).svg();

        assertEquals(svg, GraphDiagram.of(Perceptrons.pullback(2)).svg());
        assertTrue(StandardCharsets.US_ASCII.newEncoder().canEncode(svg));
    }

    private static List<Box> boxes(Document document) {
        return elements(document, "rect").stream()
                .filter(rect -> rect.getAttribute("class").equals("box"))
                .map(SvgDrawingTest::box)
                .toList();
    }

    private static Box box(Element rect) {
        return new Box(number(rect, "x"), number(rect, "y"), number(rect, "width"), number(rect, "height"));
    }

    /** What a text covers at most. */
    private static Box extent(Element text) {
        double size = text.getAttribute("class").equals("title") ? 14 : NodeBox.FONT_SIZE;
        double width = TextWidth.of(text.getTextContent(), size);
        double share = switch (text.getAttribute("text-anchor")) {
            case "start" -> 0;
            case "middle" -> 0.5;
            default -> 1;
        };
        return new Box(number(text, "x") - share * width, number(text, "y") - 0.8 * size, width, size);
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }

    private static List<Element> elements(org.w3c.dom.Node parent, String name) {
        NodeList found = parent instanceof Document document
                ? document.getElementsByTagName(name)
                : ((Element) parent).getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    private static Document parse(String svg) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        } catch (Exception malformed) {
            throw new AssertionError(malformed);
        }
    }
}
