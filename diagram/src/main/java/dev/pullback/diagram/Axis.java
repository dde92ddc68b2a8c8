package dev.pullback.diagram;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where values stand between the ends of an axis, and which of them are written there.
 *
 * @param from at the beginning: a tick, on a logarithmic axis a power of ten
 * @param to at the end
 * @param step between ticks; on a logarithmic axis in powers of ten
 */
record Axis(double from, double to, double step, boolean logarithmic) {

    private static final int MOST_TICKS = 8;

    /** Round ends around all values. */
    static Axis around(double min, double max, boolean logarithmic) {
        double low = logarithmic ? Math.floor(Math.log10(min)) : min;
        double high = logarithmic ? Math.ceil(Math.log10(max)) : max;
        if (low == high) {
            double margin = logarithmic || low == 0 ? 1 : Math.abs(low) / 2;
            low -= margin;
            high += margin;
        }
        double step = logarithmic ? Math.max(1, Math.ceil((high - low) / MOST_TICKS)) : niceStep(high - low);
        return new Axis(Math.floor(low / step) * step, Math.ceil(high / step) * step, step, logarithmic);
    }

    /** 1, 2 or 5 times a power of ten. */
    private static double niceStep(double range) {
        double power = Math.pow(10, Math.floor(Math.log10(range / MOST_TICKS)));
        for (double factor : new double[] {1, 2, 5}) {
            if (range / (factor * power) <= MOST_TICKS) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    /** 0 at the beginning, 1 at the end. */
    double position(double value) {
        return ((logarithmic ? Math.log10(value) : value) - from) / (to - from);
    }

    /** The values to write at the axis. */
    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        long count = Math.round((to - from) / step);
        for (long i = 0; i <= count; i++) {
            double tick = from + i * step;
            ticks.add(logarithmic ? Math.pow(10, tick) : tick);
        }
        return ticks;
    }

    /** A tick's value without the noise of its arithmetic. */
    String label(double tick) {
        double size = logarithmic ? tick : Math.max(Math.abs(from), Math.abs(to));
        if (size >= 1e5 || size < 1e-3) {
            return tick == 0 ? "0" : Numbers.shortest(Float.parseFloat(String.format(Locale.ROOT, "%.3g", tick)));
        }
        int digits = (int) Math.max(0, -Math.floor(Math.log10((logarithmic ? tick : step) * 1.000001)));
        return String.format(Locale.ROOT, "%." + digits + "f", tick).replace('-', '−');
    }
}
