package dev.pullback.opencl;

import static dev.pullback.opencl.DriverSubject.Kind.FRESH;
import static dev.pullback.opencl.DriverSubject.Kind.KEPT;
import static dev.pullback.opencl.DriverSubject.Kind.PROFILED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.error.PullbackException;
import dev.pullback.opencl.device.ClDevice;
import dev.pullback.opencl.driver.ClDriver;
import dev.pullback.opencl.driver.ClDrivers;
import dev.pullback.opencl.driver.FaultyDriver;
import dev.pullback.opencl.driver.LiveObjects;
import dev.pullback.opencl.driver.TestDevice;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Hundreds of refusals of the driver at random calls of a training: each ends in an exception of ours or is got over with
 * the right result, leaves no object of the driver alive, and spoils nothing that comes after it. A seed decides all about
 * a trial; {@code -Dpullback.faults.seed=17} runs that one alone.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DriverFaultCampaignTest {

    private static final String SEED = "pullback.faults.seed";
    private static final int TRIALS = 300;
    private static final Duration HANG = Duration.ofSeconds(60);

    /** A fresh backend builds its programs, which takes longer than all else. */
    private static final List<DriverSubject.Kind> KINDS =
            List.of(KEPT, KEPT, KEPT, KEPT, KEPT, KEPT, KEPT, KEPT, PROFILED, PROFILED, PROFILED, FRESH);

    private final ClDriver real = ClDrivers.open(ClDrivers.LWJGL);
    private final ClDevice device = TestDevice.find(real);
    private final FaultyDriver driver = new FaultyDriver();
    private final LiveObjects atFirst = LiveObjects.of(real);
    private final Map<DriverSubject.Kind, DriverSubject> subjects = new EnumMap<>(DriverSubject.Kind.class);
    private int fired;

    @TestFactory
    Stream<DynamicTest> noRefusalOfTheDriverLeaksHangsOrSpoilsTheNextRun() {
        Long chosen = Long.getLong(SEED);
        LongStream seeds = chosen == null ? LongStream.range(0, TRIALS) : LongStream.of(chosen);
        return seeds.mapToObj(seed ->
                DynamicTest.dynamicTest("seed " + seed, () -> assertTimeoutPreemptively(HANG, () -> trial(seed))));
    }

    @AfterAll
    void everyTrialHadItsFaultAndNothingIsLeftAlive() {
        subjects.values().forEach(DriverSubject::close);
        atFirst.assertSame(real);
        assertEquals(Long.getLong(SEED) == null ? TRIALS : 1, fired);
    }

    private void trial(long seed) {
        var random = new SplittableRandom(seed);
        DriverSubject.Kind kind = KINDS.get(random.nextInt(KINDS.size()));
        DriverSubject subject = subjects.computeIfAbsent(kind, missing -> new DriverSubject(driver, device, missing));
        DriverFault fault = subject.drawn(random);
        try {
            trial(subject, fault);
        } catch (RuntimeException | AssertionError failure) {
            throw new AssertionError(
                    "%s backend with %s: %s%nReplay it with -D%s=%d"
                            .formatted(kind, fault, failure.getMessage(), SEED, seed),
                    failure);
        } finally {
            driver.healed();
        }
    }

    private void trial(DriverSubject subject, DriverFault fault) {
        LiveObjects before = LiveObjects.of(real);
        fault.plan(driver);
        try {
            String result = subject.run();
            assertTrue(fault.mayPass(), "nobody heard of the fault");
            assertEquals(subject.expected(), result);
        } catch (PullbackException failure) {
            assertTrue(
                    causes(failure)
                            .anyMatch(
                                    cause -> String.valueOf(cause.getMessage()).contains("planned by the test")),
                    () -> "another failure: " + failure);
        }
        fired += driver.failed() ? 1 : 0;
        driver.healed();
        subject.restore();
        before.assertSame(real);
        assertEquals(subject.expected(), subject.run(), "the next run");
        subject.restore();
        before.assertSame(real);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }
}
