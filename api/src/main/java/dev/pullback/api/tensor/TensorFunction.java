package dev.pullback.api.tensor;

import java.util.List;

/** A function from tensors to tensors, written in ops, so that it can be traced, differentiated and compiled. */
@FunctionalInterface
public interface TensorFunction {

    List<Tensor> apply(List<Tensor> inputs);

    /** A function of one tensor. */
    static TensorFunction of(One function) {
        return inputs -> List.of(function.apply(inputs.get(0)));
    }

    /** A function of two tensors. */
    static TensorFunction of(Two function) {
        return inputs -> List.of(function.apply(inputs.get(0), inputs.get(1)));
    }

    /** A function of three tensors. */
    static TensorFunction of(Three function) {
        return inputs -> List.of(function.apply(inputs.get(0), inputs.get(1), inputs.get(2)));
    }

    /** One tensor to one. */
    @FunctionalInterface
    interface One {
        Tensor apply(Tensor x);
    }

    /** Two tensors to one. */
    @FunctionalInterface
    interface Two {
        Tensor apply(Tensor x, Tensor y);
    }

    /** Three tensors to one. */
    @FunctionalInterface
    interface Three {
        Tensor apply(Tensor x, Tensor y, Tensor z);
    }
}
