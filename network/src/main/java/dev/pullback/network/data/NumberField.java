package dev.pullback.network.data;

import java.util.OptionalDouble;

/** Reads the numbers of a text file: decimal, finite, and without the suffixes and hexadecimals that Java would take. */
final class NumberField {

    private NumberField() {}

    static OptionalDouble parse(String text) {
        String number = text.strip();
        for (int i = 0; i < number.length(); i++) {
            if ("0123456789+-.eE".indexOf(number.charAt(i)) < 0) {
                return OptionalDouble.empty();
            }
        }
        try {
            double value = Double.parseDouble(number);
            return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
        } catch (NumberFormatException _) {
            return OptionalDouble.empty();
        }
    }

    static boolean isNumber(String text) {
        return parse(text).isPresent();
    }
}
