package dev.pullback.diagram;

import java.util.Locale;

/** An SVG document that is being written: elements with a class each, coloured by one style sheet for light and for dark. */
final class Svg {

    /** Names of fonts that are there on most systems; the last word is the reader's own choice. */
    private static final String FONTS = "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif";

    /** Where a text begins. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    private final StringBuilder document = new StringBuilder();

    /**
     * Begins a document.
     *
     * @param width in pixels of 1/96 inch
     * @param title what it shows, for those who cannot see it too
     * @param styles the style sheet
     */
    Svg(double width, double height, String title, String styles) {
        document.append("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$s %2$s" width="%1$s" height="%2$s" role="img">
                <title>%3$s</title>
                <style>
                text { font: %4$spx %5$s; }
                %6$s</style>
                """.formatted(
                        number(width), number(height), Xml.escape(title), number(NodeBox.FONT_SIZE), FONTS, styles));
        rect("page", 0, 0, width, height, 0);
    }

    void begin(String style, String tooltip) {
        document.append("<g class=\"%s\"><title>%s</title>\n".formatted(style, Xml.escape(tooltip)));
    }

    void end() {
        document.append("</g>\n");
    }

    void rect(String style, double x, double y, double width, double height, double radius) {
        document.append("<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"%s\"/>\n"
                .formatted(style, number(x), number(y), number(width), number(height), number(radius)));
    }

    void circle(String style, double x, double y, double radius) {
        document.append("<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"%s\"/>\n"
                .formatted(style, number(x), number(y), number(radius)));
    }

    /** @param commands in the language of SVG paths */
    void path(String style, String commands) {
        document.append("<path class=\"%s\" d=\"%s\"/>\n".formatted(style, commands));
    }

    /** A text whose baseline is at y. */
    void text(String style, double x, double y, Anchor anchor, String text) {
        document.append("<text class=\"%s\" x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>\n"
                .formatted(style, number(x), number(y), anchor.name().toLowerCase(Locale.ROOT), Xml.escape(text)));
    }

    String close() {
        return document.append("</svg>\n").toString();
    }

    /** At most one digit behind the point. */
    static String number(double value) {
        double rounded = Math.round(value * 10) / 10.0;
        return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
    }
}
