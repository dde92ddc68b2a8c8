package dev.pullback.api.jacobian;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pullback.api.graph.Graph;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What a forward pass leaves for its backward pass. */
class SavedValuesTest {

    private static final TensorType X = TensorType.of(DType.FLOAT32, 32, 8);
    private static final TensorType W = TensorType.of(DType.FLOAT32, 8, 8);
    private static final TensorType B = TensorType.of(DType.FLOAT32, 8);

    @Test
    void of_a_sigmoid_layer_the_activation_is_saved_and_not_the_sum_before_it() {
        assertEquals(List.of("sigmoid", "sigmoid"), saved(Tensor::sigmoid));
        assertEquals(List.of("tanh", "tanh"), saved(Tensor::tanh));
        assertEquals(List.of("relu", "relu"), saved(Tensor::relu));
    }

    @Test
    void an_activation_whose_derivative_needs_its_operand_saves_both() {
        assertEquals(List.of("add", "square", "add"), saved(Tensor::square));
    }

    @Test
    void a_linear_layer_saves_nothing_but_the_next_layers_operand() {
        assertEquals(List.of("add"), saved(x -> x));
    }

    @Test
    void an_input_under_another_shape_is_no_value_of_its_own() {
        TensorFunction scaled = TensorFunction.of((x, w, b) -> x.mul(b)
                .square()
                .add(w.reshape(1, 64).matmul(w.reshape(64, 1)).exp())
                .sum());
        List<String> saved = SavedValues.of(graph(scaled)).values().stream()
                .map(node -> node.op().name())
                .toList();
        assertEquals(List.of("mul", "exp"), saved);
    }

    @Test
    void bytes_are_those_of_the_values() {
        SavedValues values = SavedValues.of(graph(twoLayers(Tensor::sigmoid)));
        assertEquals(2 * X.bytes(), values.bytes());
    }

    @Test
    void of_a_checkpointed_function_only_what_is_around_it_is_saved() {
        TensorFunction layer = TensorFunction.of((x, w, b) -> x.matmul(w).add(b).sigmoid());
        TensorFunction both = inputs -> {
            Tensor x = inputs.get(0).square();
            Tensor w = inputs.get(1);
            Tensor b = inputs.get(2);
            TensorFunction twice = given ->
                    layer.apply(layer.at(given.get(0), given.get(1), given.get(2)), given.get(1), given.get(2));
            return List.of(Derivatives.checkpoint(twice).at(x, w, b).sum());
        };
        List<String> saved = SavedValues.of(graph(both)).values().stream()
                .map(node -> node.op().name())
                .toList();
        assertEquals(List.of("square"), saved);
    }

    private static List<String> saved(UnaryOperator<Tensor> activation) {
        return SavedValues.of(graph(twoLayers(activation))).values().stream()
                .map(node -> node.op().name())
                .toList();
    }

    private static TensorFunction twoLayers(UnaryOperator<Tensor> activation) {
        return TensorFunction.of((x, w, b) -> {
            Tensor hidden = activation.apply(x.matmul(w).add(b));
            return activation.apply(hidden.matmul(w).add(b)).sum();
        });
    }

    private static Graph graph(TensorFunction loss) {
        return Graph.trace(Derivatives.valueAndGradient(loss), X, W, B);
    }
}
