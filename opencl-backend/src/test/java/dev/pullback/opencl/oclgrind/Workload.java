package dev.pullback.opencl.oclgrind;

import dev.pullback.api.graph.Graph;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import java.util.List;

/**
 * Something to compute, small enough for Oclgrind, which takes microseconds for every instruction.
 *
 * @param donations how many of the first inputs are overwritten by the outputs of the same number
 */
record Workload(String name, TensorFunction function, List<TensorValues> inputs, int donations) {

    Workload {
        inputs = List.copyOf(inputs);
    }

    static Workload of(String name, TensorFunction function, TensorValues... inputs) {
        return new Workload(name, function, List.of(inputs), 0);
    }

    static TensorValues floats(int... lengths) {
        return numbers(DType.FLOAT32, lengths);
    }

    /** Numbers of both signs, none of them zero if they are whole. */
    static TensorValues numbers(DType dtype, int... lengths) {
        boolean whole = dtype == DType.INT32;
        return TensorValues.random(TensorType.of(dtype, lengths), whole ? 1 : -2, whole ? 9 : 2, lengths.length);
    }

    /** Indices of an axis, some of them beyond either end. */
    static TensorValues indices(int length, int... lengths) {
        return TensorValues.random(TensorType.of(DType.INT32, lengths), -2, length + 2, length);
    }

    Graph graph() {
        Graph graph =
                Graph.trace(function, inputs.stream().map(TensorValues::type).toArray(TensorType[]::new));
        for (int i = 0; i < donations; i++) {
            graph = graph.donating(i, i);
        }
        return graph;
    }

    @Override
    public String toString() {
        return name;
    }
}
