package dev.pullback.conformance.numeric;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** Numbers for people to read: {@code 2.5}, {@code 1e-5}. */
final class NumberText {

    private NumberText() {}

    static String of(double x) {
        String pattern = x != 0 && Math.abs(x) < 0.01 ? "0.##E0" : "0.####";
        return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT))
                .format(x)
                .replace('E', 'e');
    }
}
