package dev.pullback.cpu.step;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pullback.api.graph.Graph;
import dev.pullback.api.plan.Plan;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import dev.pullback.cpu.matmul.Split;
import java.util.List;
import org.junit.jupiter.api.Test;

class MatMulKernelTest {
    private static final TensorType MATRIX = TensorType.of(DType.FLOAT32, 4, 4);
    private static final Graph UPDATE =
            Graph.trace(inputs -> List.of(inputs.get(0).sub(inputs.get(1).matmul(inputs.get(0)))), MATRIX, MATRIX);

    @Test
    void aProgramThatUpdatesItsInputsSharesProductsByColumns() {
        assertEquals(Split.COLUMNS, MatMulKernel.split(new Places(Plan.of(UPDATE.donating(0, 0), true))));
    }

    @Test
    void anyOtherSharesThemByRows() {
        assertEquals(Split.ROWS, MatMulKernel.split(new Places(Plan.of(UPDATE, true))));
    }
}
