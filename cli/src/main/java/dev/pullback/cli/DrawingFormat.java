package dev.pullback.cli;

import dev.pullback.diagram.GraphDiagram;

/** What a drawing is written as. */
enum DrawingFormat {
    SVG("svg"),
    DOT("dot"),
    TEXT("txt");

    private final String suffix;

    DrawingFormat(String suffix) {
        this.suffix = suffix;
    }

    /** How the name of a file ends, without the point. */
    String suffix() {
        return suffix;
    }

    String write(GraphDiagram diagram) {
        return switch (this) {
            case SVG -> diagram.svg();
            case DOT -> diagram.dot();
            case TEXT -> diagram.text();
        };
    }
}
