package dev.pullback.network.layer;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.StoredTensor;
import dev.pullback.api.error.ConfigurationException;
import dev.pullback.api.error.ShapeException;
import dev.pullback.api.type.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The values of a network's parameters, on the host: float32 arrays by name, in the network's order. The arrays are held and
 * handed out, not copied; treat them as read-only.
 */
public final class Parameters {

    private final List<ParameterSpec> specs;
    private final List<float[]> values;

    private Parameters(List<ParameterSpec> specs, List<float[]> values) {
        this.specs = List.copyOf(specs);
        this.values = List.copyOf(values);
    }

    /**
     * Values for parameters.
     *
     * @param values one row-major array per parameter
     * @throws ShapeException if their number or the length of one does not fit
     */
    public static Parameters of(List<ParameterSpec> specs, List<float[]> values) {
        if (specs.size() != values.size()) {
            throw new ShapeException(
                    "%d parameters need %d arrays, not %d".formatted(specs.size(), specs.size(), values.size()));
        }
        for (int i = 0; i < specs.size(); i++) {
            if (values.get(i).length != specs.get(i).shape().size()) {
                throw new ShapeException("Parameter %s of shape %s needs %,d values, got %,d"
                        .formatted(
                                specs.get(i).name(),
                                specs.get(i).shape(),
                                specs.get(i).shape().size(),
                                values.get(i).length));
            }
        }
        return new Parameters(specs, values);
    }

    public List<String> names() {
        return specs.stream().map(ParameterSpec::name).toList();
    }

    /** Number of parameters: arrays, not numbers. */
    public int count() {
        return specs.size();
    }

    /** How many numbers there are in all. */
    public long size() {
        return specs.stream().mapToLong(spec -> spec.shape().size()).sum();
    }

    /** The values of one parameter, row-major. @throws ConfigurationException if there is none of that name */
    public float[] values(String name) {
        return values.get(indexOf(name));
    }

    /** The values of the parameter at a position, row-major. */
    public float[] values(int position) {
        return values.get(position);
    }

    /** The shape of one parameter. @throws ConfigurationException if there is none of that name */
    public Shape shape(String name) {
        return specs.get(indexOf(name)).shape();
    }

    /**
     * Checks that these are values for exactly the parameters of a network: the same names and shapes in the same order.
     *
     * @throws ShapeException if not, naming the first that differs
     */
    public void requireFit(Network network) {
        List<ParameterSpec> wanted = network.parameters();
        for (int i = 0; i < Math.min(wanted.size(), count()); i++) {
            ParameterSpec spec = specs.get(i);
            if (!wanted.get(i).name().equals(spec.name())
                    || !wanted.get(i).shape().equals(spec.shape())) {
                throw new ShapeException(
                        "The network (%s) wants parameter %s of shape %s, these values have %s of shape %s"
                                .formatted(
                                        network,
                                        wanted.get(i).name(),
                                        wanted.get(i).shape(),
                                        spec.name(),
                                        spec.shape()));
            }
        }
        if (wanted.size() != count()) {
            throw new ShapeException("The network (%s) has %d parameters, these values are for %d"
                    .formatted(network, wanted.size(), count()));
        }
    }

    /** Copies on a backend's device, in order; the caller (or the scope that is open) closes them. */
    public List<StoredTensor> on(Backend backend) {
        List<StoredTensor> tensors = new ArrayList<>();
        try {
            for (int i = 0; i < specs.size(); i++) {
                tensors.add(backend.tensor(values.get(i), specs.get(i).shape().lengths()));
            }
        } catch (RuntimeException failure) {
            tensors.forEach(StoredTensor::close);
            throw failure;
        }
        return List.copyOf(tensors);
    }

    private int indexOf(String name) {
        int index = names().indexOf(name);
        if (index < 0) {
            throw new ConfigurationException(
                    "There is no parameter '%s'; there are %s".formatted(name, String.join(", ", names())));
        }
        return index;
    }

    /** Equal where names, shapes and the bits of all values are. */
    @Override
    public boolean equals(Object other) {
        if (!(other instanceof Parameters that) || !names().equals(that.names()) || !shapes().equals(that.shapes())) {
            return false;
        }
        for (int i = 0; i < values.size(); i++) {
            if (!Arrays.equals(values.get(i), that.values.get(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        return names().hashCode() * 31 + shapes().hashCode();
    }

    private List<Shape> shapes() {
        return specs.stream().map(ParameterSpec::shape).toList();
    }

    @Override
    public String toString() {
        return "%d parameters, %,d numbers".formatted(count(), size());
    }
}
