package dev.pullback.conformance.kit;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.Supplier;

/** What must hold for a trial to pass. The kit also runs where no test framework is. */
final class Expect {

    private Expect() {}

    /** An action that may end in any exception. */
    @FunctionalInterface
    interface Action {
        void run() throws Exception;
    }

    static void that(boolean holds, Supplier<String> otherwise) {
        if (!holds) {
            throw new Violation(otherwise.get());
        }
    }

    static void that(boolean holds, String otherwise) {
        that(holds, () -> otherwise);
    }

    static void equal(Object expected, Object actual, String what) {
        that(Objects.equals(expected, actual), () -> "%s: %s instead of %s".formatted(what, actual, expected));
    }

    static void equal(double[] expected, double[] actual, String what) {
        that(
                Arrays.equals(expected, actual),
                () -> "%s: %s instead of %s".formatted(what, Arrays.toString(actual), Arrays.toString(expected)));
    }

    /** Returns the error in units of the tolerance. */
    static double near(double expected, double actual, double tolerance, Supplier<String> what) {
        double error = Math.abs(expected - actual);
        boolean same = Double.compare(expected, actual) == 0 || expected == actual;
        that(
                same || error <= tolerance,
                () -> "%s: %s instead of %s, and %s is allowed".formatted(what.get(), actual, expected, tolerance));
        return same || tolerance == 0 ? 0 : error / tolerance;
    }

    static void thrown(Class<? extends Exception> expected, Action action, String what) {
        try {
            action.run();
        } catch (Exception thrown) {
            that(
                    expected.isInstance(thrown),
                    () -> "%s: %s instead of %s".formatted(what, thrown, expected.getSimpleName()));
            return;
        }
        throw new Violation("%s: no %s".formatted(what, expected.getSimpleName()));
    }
}
