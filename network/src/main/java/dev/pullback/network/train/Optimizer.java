package dev.pullback.network.train;

import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.type.TensorType;
import java.util.List;

/**
 * How a parameter follows its gradient, written in tensor ops: it becomes part of the compiled training step. What an
 * optimizer remembers from step to step (a momentum, a count of steps) it keeps as state, one list of tensors per
 * parameter, on the device beside the parameters.
 */
public interface Optimizer {

    /** What one parameter becomes, with its state behind the step, of the same types as before. */
    record Update(Tensor parameter, List<Tensor> state) {
        public Update {
            state = List.copyOf(state);
        }
    }

    /**
     * The types of the tensors remembered for a parameter of the given type; all begin with zeros. None by default.
     */
    default List<TensorType> state(TensorType parameter) {
        return List.of();
    }

    /**
     * One step.
     *
     * @param parameter the old value
     * @param gradient ∂L/∂parameter, of the same type
     * @param state as {@link #state} declares it
     * @param rate the learning rate ε, a scalar
     */
    Update update(Tensor parameter, Tensor gradient, List<Tensor> state, Tensor rate);

    /**
     * The learning rate ε in an epoch, counted from 0. It is an input of the compiled step, so it may change from epoch to
     * epoch without compiling again.
     */
    double rate(int epoch);
}
