package dev.pullback.diagram;

import java.util.Locale;

/** Numbers as people write them. */
final class Numbers {

    private static final double LARGEST_WHOLE = 1e7;

    private Numbers() {}

    /** With as few digits as its float32 needs: {@code 2}, {@code 0.03125}, {@code −1}, {@code 1e−8}. */
    static String shortest(double value) {
        if (!Double.isFinite(value)) {
            return infinite(value);
        }
        return sign(
                isWhole(value, LARGEST_WHOLE)
                        ? Long.toString((long) value)
                        : Float.toString((float) value).replace(".0E", "e").replace('E', 'e'));
    }

    /** With about three significant digits: {@code 0.123}, {@code 4.57}, {@code 1.2e4}. */
    static String rough(double value) {
        if (!Double.isFinite(value)) {
            return infinite(value);
        }
        double size = Math.abs(value);
        if (isWhole(value, 1000)) {
            return sign(Long.toString((long) value));
        }
        String format = size < 1e-3 || size >= 1e4
                ? "%.1e"
                : size < 1 ? "%.3f" : size < 10 ? "%.2f" : size < 100 ? "%.1f" : "%.0f";
        return sign(String.format(Locale.ROOT, format, value)
                .replaceFirst("e([+-])0", "e$1")
                .replace("e+", "e"));
    }

    private static boolean isWhole(double value, double below) {
        return value == Math.rint(value) && Math.abs(value) < below;
    }

    private static String infinite(double value) {
        return Double.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
    }

    private static String sign(String text) {
        return text.replace('-', '−');
    }
}
