package dev.pullback.conformance.shadow;

import dev.pullback.conformance.numeric.Limit;
import java.util.ArrayList;
import java.util.List;

/** Limits in words. */
final class LimitText {

    private LimitText() {}

    /** How far off an element is: {@code 1,200 times the limit of 6 units in the last place}. */
    static String error(Mismatch mismatch) {
        return Double.isInfinite(mismatch.error())
                ? "not allowed for by the limit, %s".formatted(of(mismatch.limit()))
                : "%,.4g times the limit of %s".formatted(mismatch.error(), of(mismatch.limit()));
    }

    static String of(Limit limit) {
        if (limit.isExact()) {
            return limit.zeroSigns() ? "the very same bits" : "the exact result rounded once";
        }
        List<String> parts = new ArrayList<>();
        add(parts, limit.ulps(), "%.4g units in the last place");
        add(parts, limit.terms(), "%.4g·u·Σ|terms|");
        add(parts, limit.whole(), "%.2g of the largest element");
        add(parts, limit.absolute(), "%.2g");
        return String.join(" + ", parts);
    }

    private static void add(List<String> parts, double amount, String format) {
        if (amount != 0) {
            parts.add(format.formatted(amount));
        }
    }
}
