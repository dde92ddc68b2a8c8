package dev.pullback.diagram;

import java.util.Map;

/**
 * How wide a text is, without a font at hand: the advances of DejaVu Sans, the widest of the fonts that the drawings name.
 * What fits there fits in the others too.
 */
final class TextWidth {

    private static final double EM = 1000;
    private static final double UNKNOWN = 1000;
    private static final char FIRST = ' ';

    private static final int[] ASCII = {
        318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, // space to /
        636, 636, 636, 636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, // 0 to ?
        1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863, 748, 787, // @ to O
        603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500, // P to _
        500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, // ` to o
        635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838 // p to ~
    };

    private static final Map<Integer, Integer> OTHERS = Map.ofEntries(
            Map.entry((int) '·', 318),
            Map.entry((int) '−', 838),
            Map.entry((int) '×', 838),
            Map.entry((int) '⊗', 838),
            Map.entry((int) '∘', 626),
            Map.entry((int) 'ᵀ', 385),
            Map.entry((int) '²', 401),
            Map.entry((int) '½', 969),
            Map.entry((int) '√', 637),
            Map.entry((int) '∂', 517),
            Map.entry((int) 'σ', 634),
            Map.entry((int) 'Σ', 632),
            Map.entry((int) '′', 227),
            Map.entry((int) '¬', 838),
            Map.entry((int) '≤', 838),
            Map.entry((int) '≥', 838),
            Map.entry((int) '≠', 838),
            Map.entry((int) '∞', 833),
            Map.entry((int) '…', 1000),
            Map.entry((int) '→', 838));

    private TextWidth() {}

    /** In the unit of the font size. */
    static double of(String text, double fontSize) {
        return text.codePoints().mapToDouble(TextWidth::advance).sum() / EM * fontSize;
    }

    /** As much of a text as fits a width, and an ellipsis if that is not all. */
    static String shortened(String text, double fontSize, double width) {
        if (of(text, fontSize) <= width) {
            return text;
        }
        int end = text.length();
        while (end > 0 && of(text.substring(0, end) + "…", fontSize) > width) {
            end--;
        }
        return text.substring(0, end).stripTrailing() + "…";
    }

    private static double advance(int character) {
        if (character >= FIRST && character < FIRST + ASCII.length) {
            return ASCII[character - FIRST];
        }
        if (character >= '₀' && character <= '₉') {
            return 401;
        }
        return OTHERS.getOrDefault(character, (int) UNKNOWN);
    }
}
