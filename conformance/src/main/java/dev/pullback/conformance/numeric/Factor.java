package dev.pullback.conformance.numeric;

import java.util.StringJoiner;

/**
 * How much a limit allows for n terms: {@code constant + perLog·log₂ n + perRoot·√n + perTerm·n}. What is about one element
 * has a constant alone.
 */
record Factor(double constant, double perLog, double perRoot, double perTerm) {

    static Factor of(double constant) {
        return new Factor(constant, 0, 0, 0);
    }

    Factor plusLog(double factor) {
        return new Factor(constant, factor, perRoot, perTerm);
    }

    Factor plusRoot(double factor) {
        return new Factor(constant, perLog, factor, perTerm);
    }

    static Factor ofTerms() {
        return new Factor(0, 0, 0, 1);
    }

    /** For so many terms; a sum of nothing is allowed what a sum of one is. */
    double at(long terms) {
        double n = Math.max(1, terms);
        return constant + perLog * Math.log(n) / Math.log(2) + perRoot * Math.sqrt(n) + perTerm * n;
    }

    boolean isOneTerm() {
        return !toString().contains("+");
    }

    /** As a formula: {@code 2 + log₂ n}. */
    @Override
    public String toString() {
        var sum = new StringJoiner(" + ");
        if (constant != 0) {
            sum.add(NumberText.of(constant));
        }
        add(sum, perLog, "log₂ n");
        add(sum, perRoot, "√n");
        add(sum, perTerm, "n");
        return sum.toString();
    }

    private static void add(StringJoiner sum, double factor, String what) {
        if (factor != 0) {
            sum.add(factor == 1 ? what : NumberText.of(factor) + " " + what);
        }
    }
}
