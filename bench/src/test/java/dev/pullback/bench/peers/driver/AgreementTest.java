package dev.pullback.bench.peers.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.bench.peers.work.Gemm;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AgreementTest {

    private static final Gemm WORK = Gemm.of("NN", 1, 1, 1);

    @Test
    void roundingIsNoDisagreementButAnotherNumberIs() {
        assertTrue(Agreement.agree(new double[] {100, 1}, new double[] {100.005, 1.005}));
        assertFalse(Agreement.agree(new double[] {100, 1}, new double[] {100.02, 1}));
        assertFalse(Agreement.agree(new double[] {Double.NaN}, new double[] {Double.NaN}));
        assertFalse(Agreement.agree(new double[] {1}, new double[] {1, 1}));
    }

    @Test
    void withoutAMajorityNobodyIsTimed() {
        var measurements = new Measurements();
        var agreement = new Agreement(measurements);
        agreement.compare(WORK, new HashMap<>(Map.of("a", new double[] {1}, "b", new double[] {2})));
        assertTrue(agreement.excludes(WORK, "a"));
        assertTrue(agreement.excludes(WORK, "b"));
        assertEquals(2, measurements.failures().size());
    }

    @Test
    void whoHasNoNumbersHasNothingToAgreeOn() {
        var agreement = new Agreement(new Measurements());
        agreement.compare(WORK, new HashMap<>(Map.of("copy", new double[0], "a", new double[] {2})));
        assertFalse(agreement.excludes(WORK, "copy"));
        assertFalse(agreement.excludes(WORK, "a"));
    }
}
