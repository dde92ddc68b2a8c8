package dev.pullback.api.check;

/**
 * Slopes of several numbers along one direction, measured at five points. With f the numbers and h the distance:
 *
 * @param distance h
 * @param value f(x)
 * @param central (f(x−2h) − 8f(x−h) + 8f(x+h) − f(x+2h)) / 12h
 * @param left (3f(x) − 4f(x−h) + f(x−2h)) / 2h
 * @param right (−3f(x) + 4f(x+h) − f(x+2h)) / 2h
 * @param largest the largest |f| that went in
 */
record Slopes(double distance, double[] value, double[] central, double[] left, double[] right, double[] largest) {

    /** Left and right slopes that differ by more than this part of them are those of a kink. */
    private static final double BEND = 1e-3;

    /** The rounding errors, relative to f, that a slope may show: a few of f's own and those of the formula. */
    private static final double ROUNDINGS = 16 * 0x1p-53;

    /** From f at x−2h, x−h, x, x+h, x+2h. */
    static Slopes of(double h, double[]... f) {
        int count = f[0].length;
        var slopes = new Slopes(h, f[2], new double[count], new double[count], new double[count], new double[count]);
        for (int i = 0; i < count; i++) {
            slopes.central[i] = (f[0][i] - 8 * f[1][i] + 8 * f[3][i] - f[4][i]) / (12 * h);
            slopes.left[i] = (3 * f[2][i] - 4 * f[1][i] + f[0][i]) / (2 * h);
            slopes.right[i] = (-3 * f[2][i] + 4 * f[3][i] - f[4][i]) / (2 * h);
            for (double[] at : f) {
                slopes.largest[i] = Math.max(slopes.largest[i], Math.abs(at[i]));
            }
        }
        return slopes;
    }

    /** What rounding in values of a size may do to a slope measured at a distance. */
    static double rounding(double size, double distance) {
        return ROUNDINGS * size / distance;
    }

    /**
     * Whether a number has no derivative here that a rule could be held against: its slopes from both sides differ and the
     * rule's value lies between them, as every convention does; or the number jumps; or it is not defined on one side.
     *
     * @param further the same slopes measured at a larger distance
     */
    boolean isKink(int i, double derivative, Slopes further) {
        if (!Double.isFinite(value[i])) {
            return false;
        }
        if (!Double.isFinite(left[i]) || !Double.isFinite(right[i])) {
            return true;
        }
        return bends(i, derivative) || jumps(i, further);
    }

    private boolean bends(int i, double derivative) {
        double slack = slack(i);
        return Math.abs(right[i] - left[i]) > slack
                && derivative >= Math.min(left[i], right[i]) - slack
                && derivative <= Math.max(left[i], right[i]) + slack;
    }

    /** The slope across a jump grows as fast as the distance shrinks; that of a root does not. */
    private boolean jumps(int i, Slopes further) {
        double growth = further.distance / distance;
        return Math.abs(central[i]) > slack(i) && Math.abs(central[i]) > growth / 2 * Math.abs(further.central[i]);
    }

    private double slack(int i) {
        double size = Math.max(1, Math.max(Math.abs(left[i]), Math.abs(right[i])));
        return BEND * size + rounding(largest[i], distance);
    }
}
