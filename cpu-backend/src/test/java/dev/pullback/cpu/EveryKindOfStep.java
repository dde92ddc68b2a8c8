package dev.pullback.cpu;

import dev.pullback.api.graph.Graph;
import dev.pullback.api.op.Comparison;
import dev.pullback.api.tensor.Functions;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.Shape;
import dev.pullback.api.type.TensorType;
import java.util.List;

/** One graph with every kind of step there is, at sizes that fill no tile, with an input that is overwritten. */
final class EveryKindOfStep {

    private static final int ROWS = 37;
    private static final int COLUMNS = 21;

    private EveryKindOfStep() {}

    static Graph of(DType dtype) {
        return Graph.trace(
                        EveryKindOfStep::outputs,
                        TensorType.of(dtype, ROWS, COLUMNS),
                        TensorType.of(dtype, COLUMNS, ROWS),
                        TensorType.of(DType.INT32, 5),
                        TensorType.of(DType.INT32, 2))
                .donating(0, 0);
    }

    private static List<Tensor> outputs(List<Tensor> inputs) {
        Tensor x = inputs.get(0);
        Tensor w = inputs.get(1);
        Tensor indices = inputs.get(2);
        Tensor noise = Functions.randomUniform(inputs.get(3), x.type());
        Tensor layer = x.matmul(w).add(w.sum(0)).sigmoid(); // [37, 37]
        Tensor back = layer.matmul(layer.transpose()).matmul(w.transpose()); // [37, 21]
        Tensor updated = x.sub(back.mul(0.01)).add(noise);
        Tensor chosen = layer.gather(1, indices); // [37, 5]
        Tensor spread = chosen.scatterAdd(1, 11, indices).pad(0, 2, 1); // [40, 11]
        Tensor joined = Functions.concat(1, layer.slice(0, 3, 30), chosen.slice(0, 0, 27)); // [27, 42]
        Tensor best = joined.argmax(1); // int32[27]
        Tensor large = x.compare(Comparison.GREATER, x.mean(0));
        Tensor numbers = Functions.iota(TensorType.of(DType.INT32, 27), 0).maximum(best);
        Tensor column = Functions.softmax(w, 0).max(1).broadcastTo(Shape.of(3, COLUMNS));
        return List.of(
                updated,
                spread,
                Functions.softmax(joined, 1),
                numbers,
                large,
                column.exp().div(2));
    }
}
