package dev.pullback.conformance.shadow;

import dev.pullback.conformance.numeric.Limit;
import dev.pullback.conformance.numeric.Values;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/**
 * How a tensor differs from what it should be.
 *
 * @param wrong how many elements are further off than the limit allows
 * @param element the one that is furthest off, counted row by row
 * @param expected what it should be, unrounded where the limit asks for that
 * @param actual what it is
 * @param error how far off that is, in units of the limit; infinite where nothing is allowed
 */
public record Mismatch(int wrong, int element, double expected, double actual, double error, Limit limit) {

    /** The worst of all elements whose error is above 1, if there is any. */
    static Optional<Mismatch> worst(Values actual, Values expected, Limit limit, IntToDoubleFunction errors) {
        int wrong = 0;
        int worst = -1;
        double largest = 1;
        for (int i = 0; i < actual.size(); i++) {
            double error = errors.applyAsDouble(i);
            if (error > 1) {
                wrong++;
                if (error > largest) {
                    largest = error;
                    worst = i;
                }
            }
        }
        return wrong == 0
                ? Optional.empty()
                : Optional.of(new Mismatch(wrong, worst, expected.get(worst), actual.get(worst), largest, limit));
    }
}
