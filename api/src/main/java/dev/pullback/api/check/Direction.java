package dev.pullback.api.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A direction in which the moving inputs are moved: along one element, or a random one along all.
 *
 * @param tangents one per moving input
 * @param unit the power of two by which steps are scaled, so that they fit the size of the element
 */
record Direction(Place place, List<double[]> tangents, double unit) {

    /**
     * Along every element of every moving input; where there are more than {@code most}, along so many of them, and a random
     * direction in which all are moved.
     */
    static List<Direction> of(Subject subject, int most, Random random) {
        List<Direction> directions = new ArrayList<>();
        boolean sampled = false;
        List<Value> moving = subject.movingValues();
        for (int i = 0; i < moving.size(); i++) {
            int size = Math.toIntExact(moving.get(i).type().size());
            int input = i;
            positions(size, most, random).forEach(at -> directions.add(along(subject, input, at)));
            sampled |= size > most;
        }
        if (sampled) {
            directions.add(random(moving, random));
        }
        return directions;
    }

    private static IntStream positions(int size, int most, Random random) {
        return size <= most
                ? IntStream.range(0, size)
                : random.ints(0, size).distinct().limit(most).sorted();
    }

    private static Direction along(Subject subject, int input, int element) {
        List<Value> moving = subject.movingValues();
        List<double[]> tangents = new ArrayList<>();
        for (Value value : moving) {
            tangents.add(new double[Math.toIntExact(value.type().size())]);
        }
        tangents.get(input)[element] = 1;
        Place place =
                Place.of(subject.moving().get(input), moving.get(input).type().shape(), element);
        return new Direction(place, tangents, unit(moving.get(input).elements()[element]));
    }

    /** Each element is moved in proportion to its size. */
    private static Direction random(List<Value> moving, Random random) {
        List<double[]> tangents = new ArrayList<>();
        for (Value value : moving) {
            double[] x = value.elements();
            double[] v = Value.drawn(value.type(), random).elements();
            for (int i = 0; i < v.length; i++) {
                v[i] *= unit(x[i]);
            }
            tangents.add(v);
        }
        return new Direction(Place.ALL, tangents, 1);
    }

    /** The power of two below |x|, but at least 1: sums and differences of x and small multiples of it are exact. */
    private static double unit(double x) {
        return Double.isFinite(x) ? Math.max(1, Math.scalb(1.0, Math.getExponent(x))) : 1;
    }
}
