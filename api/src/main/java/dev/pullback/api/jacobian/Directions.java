package dev.pullback.api.jacobian;

import dev.pullback.api.error.CallSite;
import dev.pullback.api.error.DTypeException;
import dev.pullback.api.error.ShapeException;
import dev.pullback.api.tensor.Apply;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.Traced;
import dev.pullback.api.type.Shape;
import dev.pullback.api.type.TensorType;
import java.util.Arrays;
import java.util.List;

/** Push and pull as callers see them: directions are checked, may have leading axes, and are run as one program. */
final class Directions {

    private Directions() {}

    static Tensor push(Jacobian jacobian, Tensor v) {
        Shape leading = leading("push", "domain", jacobian.domain(), v);
        return apply(leading, jacobian.domain(), v, one -> Application.push(jacobian, one));
    }

    static Tensor pull(Jacobian jacobian, Tensor w) {
        Shape leading = leading("pull", "codomain", jacobian.codomain(), w);
        return apply(leading, jacobian.codomain(), w, one -> Application.pull(jacobian, one));
    }

    /** A linear map of one direction, applied to many. */
    private static Tensor apply(
            Shape leading, TensorType one, Tensor directions, java.util.function.UnaryOperator<Tensor> map) {
        Traced result = Apply.together(() -> {
            if (leading.rank() == 0) {
                return map.apply(directions).node();
            }
            Traced direction = Traced.input(one, "direction");
            return Batching.over(
                    leading, direction, directions.node(), map.apply(direction).node());
        });
        return Apply.settle(List.of(result), List.of(directions)).getFirst();
    }

    /** The axes in front of those of the type. */
    private static Shape leading(String action, String side, TensorType type, Tensor direction) {
        if (direction.dtype() != type.dtype()) {
            throw new DTypeException("%s wants a direction of dtype %s, as the %s %s, not %s%s"
                    .formatted(action, type.dtype().label(), side, type, direction.type(), CallSite.describe()));
        }
        int[] lengths = direction.shape().lengths();
        int front = lengths.length - type.shape().rank();
        if (front < 0
                || !Shape.of(Arrays.copyOfRange(lengths, front, lengths.length)).equals(type.shape())) {
            throw new ShapeException(
                    "%s wants a direction of the shape of the %s %s, perhaps behind leading axes, not %s%s"
                            .formatted(action, side, type, direction.type(), CallSite.describe()));
        }
        return Shape.of(Arrays.copyOf(lengths, front));
    }
}
