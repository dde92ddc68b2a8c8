package dev.pullback.cpu;

import dev.pullback.api.graph.Graph;
import dev.pullback.api.tensor.Functions;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.Shape;
import dev.pullback.api.type.TensorType;
import java.util.LinkedHashMap;
import java.util.Map;

/** Graphs that are large enough to be cut: into blocks, segments, tiles and parts for threads. */
final class LargeGraphs {

    private LargeGraphs() {}

    /** By name; each takes one dtype as a parameter. */
    static Map<String, Graph> of(DType dtype) {
        Map<String, Graph> graphs = new LinkedHashMap<>();
        TensorType cube = TensorType.of(dtype, 37, 61, 129);
        TensorType line = TensorType.of(dtype, 300_001);
        TensorType tall = TensorType.of(dtype, 20_011, 7);
        TensorType wide = TensorType.of(dtype, 300, 2500); // rows longer than a block
        TensorType indices = TensorType.of(DType.INT32, 5000);

        graphs.put("a chain over a line", one(x -> x.mul(3).add(x).sub(0.5).square(), line));
        graphs.put("a row vector", two(Tensor::mul, wide, TensorType.of(dtype, 2500)));
        graphs.put("a short row vector", two(Tensor::sub, tall, TensorType.of(dtype, 7)));
        graphs.put("a column vector", two(Tensor::add, wide, TensorType.of(dtype, 300, 1)));
        graphs.put("a column vector along short rows", two(Tensor::add, tall, TensorType.of(dtype, 20_011, 1)));
        graphs.put("a scalar", two(Tensor::mul, line, TensorType.of(dtype)));
        graphs.put("a repeated middle axis", two(Tensor::mul, cube, TensorType.of(dtype, 37, 1, 129)));
        graphs.put("repeated outer axes", two(Tensor::sub, cube, TensorType.of(dtype, 61, 1)));
        graphs.put("the sum of a line", one(x -> x.sum(), line));
        graphs.put("the sum of short rows", one(x -> x.sum(1), tall));
        graphs.put("the sum of columns", one(x -> x.sum(0), wide));
        graphs.put("the sum of narrow columns", one(x -> x.sum(0), tall));
        graphs.put("the sum of a middle axis", one(x -> x.sum(1), cube));
        graphs.put("the sum of outer and last axes", one(x -> x.sum(0, 2), cube));
        graphs.put("the maximum of a line", one(x -> x.max(), line));
        graphs.put("the maximum of columns", one(x -> x.max(0), wide));
        graphs.put("argmax of a line", one(x -> x.argmax(0), line));
        graphs.put("argmax of columns", one(x -> x.argmax(0), tall));
        graphs.put("a transposed matrix", one(x -> x.transpose(), wide));
        graphs.put("permuted axes", one(x -> x.transpose(2, 0, 1), cube));
        graphs.put("a slice", one(x -> x.slice(1, 3, 2400).slice(0, 1, 290), wide));
        graphs.put("padding", one(x -> x.pad(1, 2, 3), cube));
        graphs.put("concatenation", two((x, y) -> Functions.concat(1, x, y, x), wide, TensorType.of(dtype, 300, 9)));
        graphs.put("gathered rows", two((x, i) -> x.gather(0, i), wide, indices));
        graphs.put("gathered elements", two((x, i) -> x.gather(1, i), wide, TensorType.of(DType.INT32, 700)));
        graphs.put("scattered rows", two((x, i) -> x.scatterAdd(0, 12, i), TensorType.of(dtype, 5000, 300), indices));
        graphs.put("iota", one(x -> x.add(Functions.iota(cube, 1)), cube));
        graphs.put("random bits", one(x -> Functions.randomBits(x, Shape.of(100_003)), TensorType.of(DType.INT32, 2)));
        return graphs;
    }

    private static Graph one(TensorFunction.One function, TensorType type) {
        return Graph.trace(TensorFunction.of(function), type);
    }

    private static Graph two(TensorFunction.Two function, TensorType x, TensorType y) {
        return Graph.trace(TensorFunction.of(function), x, y);
    }
}
