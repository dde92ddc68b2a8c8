package dev.pullback.api.op;

import dev.pullback.api.type.TensorType;
import java.util.List;

/** A value that is given when the graph runs. The name is for readers; two inputs may share one. */
public record Input(TensorType type, String name) implements Source {

    @Override
    public TensorType infer(List<TensorType> operands) {
        Expect.operands(this, operands, 0);
        return type;
    }
}
