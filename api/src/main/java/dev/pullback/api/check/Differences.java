package dev.pullback.api.check;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.tensor.Traced;
import dev.pullback.api.type.TensorType;
import java.util.Arrays;
import java.util.List;

/**
 * Values of a function around its point, and slopes made of them. The elements of all results stand behind one another; the
 * last number is their sum weighted by w, whose slope along v is ⟨Jᵀ·w, v⟩.
 */
final class Differences implements AutoCloseable {

    private final Subject subject;
    private final Program program;
    private final List<TensorType> results;
    private double[] weights = {};

    Differences(Subject subject, Backend backend) {
        Graph graph = subject.measuredGraph();
        this.subject = subject;
        this.program = Program.of(backend, graph, subject.point());
        this.results = graph.outputs().stream().map(Traced::type).toList();
    }

    /** Sets w, a weight for each element of each result. */
    void weigh(List<Value> cotangents) {
        weights = flattened(cotangents);
    }

    List<TensorType> results() {
        return results;
    }

    /** The element at a position among all numbers; all of them for the last, which is the weighted sum. */
    Place place(int position) {
        int rest = position;
        for (int result = 0; result < results.size(); result++) {
            int size = Math.toIntExact(results.get(result).size());
            if (rest < size) {
                return Place.of(result, results.get(result).shape(), rest);
            }
            rest -= size;
        }
        return Place.ALL;
    }

    Slopes along(Direction direction, double h) {
        return Slopes.of(
                h, at(direction, -2 * h), at(direction, -h), at(direction, 0), at(direction, h), at(direction, 2 * h));
    }

    /**
     * The error allowed to J·v: the tolerance, relative where slopes are large, and what rounding does to values at the first
     * distance.
     */
    double pushLimit(Slopes slopes, double tolerance, double first) {
        double slope = 1;
        double size = 0;
        for (int i = 0; i < weights.length; i++) {
            slope = Math.max(slope, finite(slopes.central()[i]));
            size = Math.max(size, finite(slopes.largest()[i]));
        }
        return tolerance * slope + Slopes.rounding(size, first);
    }

    /** As {@link #pushLimit}, for the weighted sum. */
    double pullLimit(Slopes slopes, double tolerance, double first) {
        double slope = 1;
        double size = 0;
        for (int i = 0; i < weights.length; i++) {
            slope += Math.abs(weights[i]) * finite(slopes.central()[i]);
            size += Math.abs(weights[i]) * finite(slopes.largest()[i]);
        }
        return tolerance * slope + Slopes.rounding(size, first);
    }

    private static double finite(double x) {
        return Double.isFinite(x) ? Math.abs(x) : 0;
    }

    /** f(x + tv). */
    private double[] at(Direction direction, double t) {
        List<Value> moving = subject.movingValues();
        for (int i = 0; i < moving.size(); i++) {
            double[] x = moving.get(i).elements();
            double[] v = direction.tangents().get(i);
            for (int element = 0; element < x.length; element++) {
                x[element] += t * v[element];
            }
            program.set(subject.moving().get(i), Value.of(moving.get(i).type(), x));
        }
        double[] values = flattened(program.run());
        double[] all = Arrays.copyOf(values, values.length + 1);
        all[values.length] = dot(weights, values);
        return all;
    }

    /** The elements of all tensors behind one another. */
    static double[] flattened(List<Value> values) {
        return values.stream()
                .map(Value::elements)
                .flatMapToDouble(Arrays::stream)
                .toArray();
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    @Override
    public void close() {
        program.close();
    }
}
