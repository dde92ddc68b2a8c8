package dev.pullback.api.tensor;

import dev.pullback.api.error.CallSite;
import dev.pullback.api.error.ShapeException;
import java.util.List;

/** A function from tensors to tensors, written in ops, so that it can be traced, differentiated and compiled. */
@FunctionalInterface
public interface TensorFunction {

    List<Tensor> apply(List<Tensor> inputs);

    /** The results at these inputs. */
    default List<Tensor> apply(Tensor... inputs) {
        return apply(List.of(inputs));
    }

    /**
     * The result at these inputs, of a function that has one: {@code gradient(loss).at(w)}.
     *
     * @throws ShapeException if the function has several results, or none
     */
    default Tensor at(Tensor... inputs) {
        List<Tensor> results = apply(inputs);
        if (results.size() != 1) {
            throw new ShapeException(
                    "at(...) wants a function with one result, not %d; use apply(...), which gives them all%s"
                            .formatted(results.size(), CallSite.describe()));
        }
        return results.getFirst();
    }

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
