package dev.pullback.api.check;

/**
 * How a check is done.
 *
 * @param first tolerance of first derivatives
 * @param second tolerance of second derivatives
 * @param adjoint tolerance of the adjoint identity
 * @param secondOrder whether second derivatives are checked
 * @param elements the most elements per input that are moved one by one
 * @param seed of whatever is drawn
 */
record Settings(double first, double second, double adjoint, boolean secondOrder, int elements, long seed) {

    static final Settings DEFAULT = new Settings(1e-8, 1e-5, 1e-5, true, 256, 1);

    Settings withFirst(double tolerance) {
        return new Settings(tolerance, second, adjoint, secondOrder, elements, seed);
    }

    Settings withSecond(double tolerance) {
        return new Settings(first, tolerance, adjoint, true, elements, seed);
    }

    Settings withAdjoint(double tolerance) {
        return new Settings(first, second, tolerance, secondOrder, elements, seed);
    }

    Settings withoutSecondOrder() {
        return new Settings(first, second, adjoint, false, elements, seed);
    }

    Settings withElements(int most) {
        return new Settings(first, second, adjoint, secondOrder, most, seed);
    }

    Settings withSeed(long drawn) {
        return new Settings(first, second, adjoint, secondOrder, elements, drawn);
    }
}
