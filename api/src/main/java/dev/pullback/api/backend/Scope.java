package dev.pullback.api.backend;

import java.util.ArrayList;
import java.util.List;

/**
 * Closes the tensors that its thread made on its backend while it was open.
 *
 * <pre>{@code
 * try (var scope = backend.scope()) {
 *     Tensor hidden = sigmoid(x.matmul(w).add(b));
 *     return scope.keep(hidden.matmul(v));
 * }
 * }</pre>
 */
public final class Scope implements AutoCloseable {

    private final Eager eager;
    private final Scope outer;
    private final List<StoredTensor> tensors = new ArrayList<>();

    Scope(Eager eager, Scope outer) {
        this.eager = eager;
        this.outer = outer;
    }

    /** Lets a tensor live on: it belongs to the scope around this one, or to nobody. */
    public <T extends dev.pullback.api.tensor.Tensor> T keep(T tensor) {
        if (tensor instanceof StoredTensor stored && tensors.remove(stored) && outer != null) {
            outer.add(stored);
        }
        return tensor;
    }

    void add(StoredTensor tensor) {
        tensors.add(tensor);
    }

    @Override
    public void close() {
        eager.leave(this, outer);
        tensors.forEach(StoredTensor::close);
        tensors.clear();
    }
}
