package dev.pullback.bench.peers.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkloadTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gemm:TN:784x128x512",
                "elementwise:tanh:10000000",
                "train:784-512-512-10:128:64",
                "first:784-512-512-10:128:1",
                "fma:2"
            })
    void whatAWorkloadWritesItReads(String text) {
        assertEquals(text, Workload.parse(text).toString());
    }

    @Test
    void anUnknownWorkloadIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Workload.parse("sort:1000"));
    }

    @Test
    void repeatedLayersAreWrittenShort() {
        TrainingStep step = TrainingStep.of("1024-1024x8-10", 256, 32);
        assertEquals(10, step.widths().size());
        assertEquals("1024-8×1024-10", step.layerText());
        assertEquals(List.of(4, 3, 2), TrainingStep.of("4-3-2", 1, 1).widths());
    }

    @Test
    void aStepHasTwoProductsInItsFirstLayerAndThreeInTheOthers() {
        assertEquals(5 * (4 * 4 * 3 + 6 * 3 * 2), TrainingStep.of("4-3-2", 5, 1).flops());
        assertEquals(2 * 3 * 5 * 7, Gemm.of("NN", 3, 5, 7).flops());
    }
}
