package dev.pullback.bench.peers.pullback;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.bench.peers.peer.Numbers;
import dev.pullback.bench.peers.plain.PlainPeer;
import dev.pullback.bench.peers.work.Elementwise;
import dev.pullback.bench.peers.work.Gemm;
import dev.pullback.bench.peers.work.TrainingStep;
import dev.pullback.bench.peers.work.Workload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PullbackPeerTest {

    @ParameterizedTest
    @ValueSource(strings = {"NN", "TN", "NT", "TT"})
    void aProductIsTheOneThatTheWorkloadNames(String transposes) {
        Gemm gemm = Gemm.of(transposes, 5, 7, 3);
        float[] a = Numbers.uniform(5 * 7, 1, 0.5);
        float[] b = Numbers.uniform(7 * 3, 2, 0.5);
        double[] expected = Numbers.checked(5 * 3, index -> {
            int i = index / 3;
            int j = index % 3;
            double sum = 0;
            for (int k = 0; k < 7; k++) {
                sum += (double) a[gemm.transposeA() ? k * 5 + i : i * 7 + k]
                        * b[gemm.transposeB() ? j * 7 + k : k * 3 + j];
            }
            return sum;
        });
        assertArrayEquals(expected, check("", gemm), 1e-6);
    }

    @ParameterizedTest
    @EnumSource
    void functionsAreThoseOfPlainJava(Elementwise.Function function) {
        var work = new Elementwise(function, 1000);
        double[] expected = new PlainPeer(2, "math").prepare(work).check();
        double[] actual = check("", work);
        for (int i = 0; i < expected.length; i++) {
            assertTrue(
                    Math.abs(actual[i] - expected[i]) <= 1e-6 * Math.abs(expected[i]), expected[i] + " " + actual[i]);
        }
    }

    @Test
    void oneCompiledStepAndATrainingSessionComputeTheSameLosses() {
        TrainingStep step = TrainingStep.of("20-16-8-4", 32, 3);
        double[] losses = check("", step);
        assertArrayEquals(losses, check("session", step), 1e-6);
        assertTrue(losses[losses.length - 1] < losses[0]);
    }

    private static double[] check(String argument, Workload work) {
        try (var peer = new PullbackPeer(2, argument)) {
            return peer.prepare(work).check();
        }
    }
}
