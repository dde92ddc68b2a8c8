package dev.pullback.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.backend.Device;
import dev.pullback.api.backend.Profile;
import dev.pullback.network.layer.Parameters;
import dev.pullback.network.train.TrainingResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    @Test
    void equalLossesAgree() {
        var comparison = new Comparison(List.of(run("a", 100, 2.5, 1.5), run("b", 300, 2.5, 1.5)));

        assertEquals(0, comparison.largestDifference());
        assertEquals(Optional.empty(), comparison.disagreement());
    }

    @Test
    void theLargestDifferenceIsRelativeToTheLosses() {
        var comparison = new Comparison(List.of(run("a", 100, 2.0, 0.001), run("b", 100, 2.0 + 1e-6, 0.001002)));

        assertEquals(0.000002 / 0.001002, comparison.largestDifference(), 1e-9);
        String message = comparison.disagreement().orElseThrow();
        assertTrue(message.contains("0.00200") && message.contains("1e-05"), message);
    }

    @Test
    void anyOfTheBackendsMayBeTheOneThatDiffers() {
        assertTrue(new Comparison(List.of(run("a", 1, 1.0), run("b", 1, 1.0), run("c", 1, 1.1)))
                .disagreement()
                .isPresent());
        assertTrue(new Comparison(List.of(run("a", 1, 1.0), run("b", 1, 1.1), run("c", 1, 1.0)))
                .disagreement()
                .isPresent());
    }

    @Test
    void aLossThatIsNotANumberIsADisagreement() {
        assertTrue(new Comparison(List.of(run("a", 1, 1.0, 1.0), run("b", 1, Double.NaN, 1.0)))
                .disagreement()
                .isPresent());
    }

    @Test
    void speedIsMeasuredAgainstTheFirst() {
        var comparison = new Comparison(List.of(run("a", 100, 1.0), run("b", 250, 1.0)));

        assertTrue(comparison.speeds().get(2).matches("b .* 2\\.50 .*"), comparison.speeds()::toString);
    }

    private static Run run(String label, long samples, Double... losses) {
        var result = new TrainingResult(
                Parameters.of(List.of(), List.of()),
                List.of(losses),
                List.of(1.0),
                List.of(0.5),
                0.5,
                samples,
                Duration.ofSeconds(1),
                Duration.ZERO);
        var device = new Device("0", "device of " + label, Device.Kind.CPU, -1, "");
        return new Run(label, label, device, Optional.empty(), "asked for", result, Profile.empty(), 1);
    }
}
