package dev.pullback.bench.peers.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pullback.bench.peers.driver.Measurements.Cell;
import dev.pullback.bench.peers.work.Gemm;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MeasurementsTest {

    private static final Gemm WORK = Gemm.of("NN", 2, 3, 4);

    private final Measurements measurements = new Measurements();

    @Test
    void aSpeedupComparesWithinARoundAndNotAcross() {
        // The ratio of the medians would be 1.5.
        add("a", 10, 20, 30);
        add("b", 30, 30, 60);
        assertEquals(Optional.of(20.0), measurements.median(WORK, 1, "a"));
        assertEquals(Optional.of(30.0), measurements.median(WORK, 1, "b"));
        assertEquals(Optional.of(2.0), measurements.speedup(WORK, 1, "a", "b"));
        assertEquals(Optional.of(0.5), measurements.speedup(WORK, 1, "b", "a"));
    }

    @Test
    void aRoundThatOneOfBothDoesNotHaveIsNotCompared() {
        add("a", 10, 20);
        measurements.add(new Cell(WORK, 1, "b"), 1, 30);
        assertEquals(Optional.of(1.5), measurements.speedup(WORK, 1, "a", "b"));
        assertEquals(Optional.empty(), measurements.speedup(WORK, 2, "a", "b"));
    }

    @Test
    void timeOfOthersIsWhatTheMachineDidLessOnesOwn() {
        var before = ProcessorTime.parse("cpu  100 0 0 900 0 0 0 0 0 0");
        var after = ProcessorTime.parse("cpu  200 10 20 1000 40 10 10 10 50 0");
        assertEquals(300, after.total() - before.total());
        // 160 hundredths were taken, 100 of them by us.
        assertEquals(0.2, after.shareOfOthers(before, Duration.ofSeconds(1)), 1e-12);
    }

    private void add(String peer, double... nanoseconds) {
        for (int round = 0; round < nanoseconds.length; round++) {
            measurements.add(new Cell(WORK, 1, peer), round, nanoseconds[round]);
        }
    }
}
