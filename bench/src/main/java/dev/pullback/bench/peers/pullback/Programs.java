package dev.pullback.bench.peers.pullback;

import dev.pullback.api.graph.Graph;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import dev.pullback.bench.peers.work.Elementwise;
import dev.pullback.bench.peers.work.Gemm;
import java.util.List;

/** Workloads as graphs. */
final class Programs {

    private Programs() {}

    static Graph of(Gemm gemm) {
        TensorType a = matrix(gemm.transposeA(), gemm.m(), gemm.k());
        TensorType b = matrix(gemm.transposeB(), gemm.k(), gemm.n());
        return Graph.trace(
                inputs -> List.of(
                        oriented(gemm.transposeA(), inputs.get(0)).matmul(oriented(gemm.transposeB(), inputs.get(1)))),
                a,
                b);
    }

    static Graph of(Elementwise elementwise) {
        return Graph.trace(
                inputs -> {
                    Tensor x = inputs.getFirst();
                    return List.of(
                            switch (elementwise.function()) {
                                case SIGMOID -> x.sigmoid();
                                case TANH -> x.tanh();
                                case EXP -> x.exp();
                            });
                },
                TensorType.of(DType.FLOAT32, elementwise.size()));
    }

    private static TensorType matrix(boolean transposed, int rows, int columns) {
        return transposed ? TensorType.of(DType.FLOAT32, columns, rows) : TensorType.of(DType.FLOAT32, rows, columns);
    }

    private static Tensor oriented(boolean transposed, Tensor stored) {
        return transposed ? stored.transpose() : stored;
    }
}
