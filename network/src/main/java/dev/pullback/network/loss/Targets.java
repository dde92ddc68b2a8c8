package dev.pullback.network.loss;

import dev.pullback.api.error.CallSite;
import dev.pullback.api.error.ShapeException;
import dev.pullback.api.tensor.Functions;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.type.Axes;
import dev.pullback.api.type.DType;

/** Brings targets into the shape of the outputs they are compared with. */
final class Targets {

    private Targets() {}

    /** The targets as they are, or int32 labels as rows of one 1 and zeros. */
    static Tensor like(Tensor outputs, Tensor targets, String loss) {
        if (targets.dtype() == DType.INT32) {
            int rank = outputs.shape().rank();
            if (rank == 0 || !outputs.shape().without(Axes.of(rank - 1)).equals(targets.shape())) {
                throw new ShapeException("%s: outputs %s want one int32 label per row, not %s%s"
                        .formatted(loss, outputs.type(), targets.type(), CallSite.describe()));
            }
            return Functions.oneHot(targets, outputs.shape().length(-1), outputs.dtype());
        }
        if (!targets.type().equals(outputs.type())) {
            throw new ShapeException("%s: outputs %s want targets of the same type, or int32 labels, not %s%s"
                    .formatted(loss, outputs.type(), targets.type(), CallSite.describe()));
        }
        return targets;
    }
}
