package dev.pullback.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.BackendOptions;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.plan.Plan;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** W − rate·XᵀG, written over W while the product is computed. */
class InPlaceUpdateTest {

    /** Sums as long as these are computed in several blocks, which would be kept in the result's memory. */
    private static final int LONG_SUM = 3000;

    @ParameterizedTest
    @CsvSource({"FLOAT32, 3000", "FLOAT64, 3000", "FLOAT32, 100", "FLOAT64, 100"})
    void an_update_in_place_is_the_update(DType dtype, int batch) {
        Graph update = update(dtype, batch, 70, 90);
        try (Backend cpu = new CpuProvider().open("", BackendOptions.defaults())) {
            byte[] expected = GraphRun.of(cpu, update, 5, 1).getFirst();
            byte[] actual = GraphRun.of(cpu, update.donating(0, 0), 5, 1).getFirst();
            assertArrayEquals(expected, actual);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 90})
    void an_update_of_few_columns_in_place_is_the_update(int columns) {
        Graph update = update(DType.FLOAT32, LONG_SUM, 70, columns);
        try (Backend cpu = new CpuProvider().open("", BackendOptions.defaults())) {
            byte[] expected = GraphRun.of(cpu, update, 6, 1).getFirst();
            assertArrayEquals(
                    expected, GraphRun.of(cpu, update.donating(0, 0), 6, 1).getFirst());
        }
    }

    /** What the epilogue reads must not be claimed for the result before it is read. */
    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void an_update_with_decay_in_place_is_the_update(DType dtype) {
        TensorFunction decaying = inputs -> List.of(inputs.get(0)
                .mul(0.9)
                .sub(inputs.get(1).transpose().matmul(inputs.get(2)).mul(0.01)));
        Graph update = update(decaying, dtype, 100, 70, 192);
        try (Backend cpu = new CpuProvider().open("", BackendOptions.defaults().with("threads", "2"))) {
            byte[] expected = GraphRun.of(cpu, update, 7, 1).getFirst();
            byte[] actual = GraphRun.of(cpu, update.donating(0, 0), 7, 1).getFirst();
            assertArrayEquals(expected, actual);
        }
    }

    @Test
    void the_update_is_the_epilogue_of_its_product() {
        assertEquals(
                1,
                Plan.of(update(DType.FLOAT32, LONG_SUM, 70, 90).donating(0, 0), true)
                        .steps()
                        .size());
    }

    private static Graph update(DType dtype, int batch, int rows, int columns) {
        TensorFunction function = inputs -> List.of(inputs.get(0)
                .sub(inputs.get(1).transpose().matmul(inputs.get(2)).mul(0.01)));
        return update(function, dtype, batch, rows, columns);
    }

    private static Graph update(TensorFunction function, DType dtype, int batch, int rows, int columns) {
        return Graph.trace(
                function,
                TensorType.of(dtype, rows, columns),
                TensorType.of(dtype, batch, rows),
                TensorType.of(dtype, batch, columns));
    }
}
