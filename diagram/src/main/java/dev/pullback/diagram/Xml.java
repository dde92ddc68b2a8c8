package dev.pullback.diagram;

/** Text inside XML, in ASCII alone: it is the same in whatever encoding it is stored, sent or printed. */
final class Xml {

    private static final int ASCII_END = 128;

    private Xml() {}

    static String escape(String text) {
        var escaped = new StringBuilder();
        text.codePoints().forEach(character -> {
            switch (character) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> {
                    if (character < ASCII_END) {
                        escaped.appendCodePoint(character);
                    } else {
                        escaped.append("&#").append(character).append(';');
                    }
                }
            }
        });
        return escaped.toString();
    }
}
