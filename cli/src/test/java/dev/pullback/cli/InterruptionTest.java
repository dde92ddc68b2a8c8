package dev.pullback.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.network.train.TrainingListener.Step;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class InterruptionTest {

    private static final Step STEP = new Step(0, 0, 1, () -> 1);

    @Test
    void letsATrainingRunThatNobodyInterrupts() {
        try (var interruption = new Interruption(new PrintWriter(new StringWriter()))) {
            interruption.onStep(STEP);
        }
    }

    @Test
    void endsTheTrainingAtItsNextStepAndWaitsUntilAllIsClosed() throws InterruptedException {
        var said = new StringWriter();
        var interruption = new Interruption(new PrintWriter(said, true));
        Thread asking = Thread.ofPlatform().start(interruption::ask);

        assertThrows(CancellationException.class, () -> {
            while (true) {
                interruption.onStep(STEP);
                Thread.sleep(1);
            }
        });
        assertFalse(asking.join(Duration.ofMillis(50)), "it waits for what is open");
        interruption.close();

        assertTrue(asking.join(Duration.ofSeconds(10)));
        assertEquals("pullback: interrupted" + System.lineSeparator(), said.toString());
    }
}
