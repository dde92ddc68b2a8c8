package dev.pullback.conformance.numeric;

/** What a limit is counted in. */
enum Measure {
    /** No rounding at all: −0 and +0 differ too. */
    BITS("the same bits"),
    /** The exact result, rounded to the dtype once. */
    ROUNDED_ONCE("rounded once"),
    /** Units in the last place of the exact result. */
    ULPS("%s ulp"),
    /** Of the sum of the magnitudes of what is added; u is half the distance from 1 to the next number. */
    TERMS("%s · u · Σ\\|terms\\|"),
    /** Of the largest element of the result. */
    WHOLE("%s · largest"),
    /** Of u times the largest element of the result. */
    UNITS_OF_LARGEST("%s u · largest"),
    /** Of u. */
    UNITS("%s u"),
    /** Of the number itself, or of 1 where that is larger. */
    RELATIVE("%s, relative"),
    /** As it is. */
    ABSOLUTE("%s");

    private final String format;

    Measure(String format) {
        this.format = format;
    }

    String text(Factor factor) {
        return format.formatted(factor.isOneTerm() ? factor : "(" + factor + ")");
    }
}
