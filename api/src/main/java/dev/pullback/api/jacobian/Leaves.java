package dev.pullback.api.jacobian;

import dev.pullback.api.jacobian.Jacobian.Chain;
import dev.pullback.api.jacobian.Jacobian.Dense;
import dev.pullback.api.jacobian.Jacobian.Diagonal;
import dev.pullback.api.jacobian.Jacobian.Kronecker;
import dev.pullback.api.jacobian.Jacobian.Sum;
import dev.pullback.api.jacobian.Jacobian.Transposed;
import dev.pullback.api.tensor.Apply;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.Traced;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The tensors that the forms of a Jacobian hold. */
final class Leaves {

    private Leaves() {}

    /** How many forms a Jacobian is put together from. */
    static int count(Jacobian jacobian) {
        return switch (jacobian) {
            case Chain(List<Jacobian> links) ->
                links.stream().mapToInt(Leaves::count).sum();
            case Sum(List<Jacobian> terms) ->
                terms.stream().mapToInt(Leaves::count).sum();
            case Transposed(Jacobian of) -> count(of);
            default -> 1;
        };
    }

    /** The same with all its tensors computed, by one program, if the point is stored. */
    static Jacobian settled(Jacobian jacobian, List<Tensor> point) {
        List<Traced> nodes = new ArrayList<>();
        replaced(jacobian, tensor -> {
            nodes.add(tensor.node());
            return tensor;
        });
        List<Tensor> results = Apply.settle(nodes, point);
        Map<Traced, Tensor> settled = new IdentityHashMap<>();
        for (int i = 0; i < nodes.size(); i++) {
            settled.put(nodes.get(i), results.get(i));
        }
        return replaced(jacobian, tensor -> settled.get(tensor.node()));
    }

    private static Jacobian replaced(Jacobian jacobian, UnaryOperator<Tensor> to) {
        return switch (jacobian) {
            case Diagonal(var type, Tensor derivative, String factor) ->
                new Diagonal(type, to.apply(derivative), factor);
            case Kronecker(var left, var right, boolean transposed, var from, var into, String a, String b) ->
                new Kronecker(left.map(to), right.map(to), transposed, from, into, a, b);
            case Dense(Tensor matrix, var from, var into) -> new Dense(to.apply(matrix), from, into);
            case Transposed(Jacobian of) -> new Transposed(replaced(of, to));
            case Chain(List<Jacobian> links) ->
                new Chain(links.stream().map(link -> replaced(link, to)).toList());
            case Sum(List<Jacobian> terms) ->
                new Sum(terms.stream().map(term -> replaced(term, to)).toList());
            default -> jacobian;
        };
    }
}
