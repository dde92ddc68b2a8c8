package dev.pullback.cli.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.backend.MemoryUse;
import dev.pullback.api.error.PullbackException;
import dev.pullback.conformance.decorator.Fault;
import dev.pullback.network.checkpoint.Checkpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hundreds of faults at random points of everything that users do with a backend. Each ends in an exception of ours that
 * names the fault, leaves nothing open, and spoils nothing that comes after it. A seed decides all about a trial; {@code
 * -Dpullback.faults.seed=17} runs that one alone.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultCampaignTest {

    private static final String SEED = "pullback.faults.seed";
    private static final int TRIALS = 600;
    private static final Duration HANG = Duration.ofSeconds(60);

    /** The device {@code opencl} is given fewer trials: each transfer costs it more. */
    private static final List<String> BACKENDS =
            List.of("reference", "cpu", "reference", "cpu", "reference", "cpu", "opencl", "opencl");

    private final Map<String, Subject> subjects = new HashMap<>();
    private final List<Fault> fired = new ArrayList<>();

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> noFaultLeaksHangsOrSpoilsTheNextRun() {
        Long chosen = Long.getLong(SEED);
        LongStream seeds = chosen == null ? LongStream.range(0, TRIALS) : LongStream.of(chosen);
        return seeds.mapToObj(seed ->
                DynamicTest.dynamicTest("seed " + seed, () -> assertTimeoutPreemptively(HANG, () -> trial(seed))));
    }

    @AfterAll
    void everyTrialHadItsFault() {
        subjects.values().forEach(Subject::close);
        assertEquals(Long.getLong(SEED) == null ? TRIALS : 1, fired.size());
    }

    private void trial(long seed) {
        var random = new SplittableRandom(seed);
        String backend = BACKENDS.get(random.nextInt(BACKENDS.size()));
        Work work = Work.values()[random.nextInt(Work.values().length)];
        Wrapping wrapping = Wrapping.values()[random.nextInt(Wrapping.values().length)];
        Subject subject = subjects.computeIfAbsent(backend, id -> new Subject(id, file()));
        var task = new Subject.Task(work, wrapping);
        Fault fault = subject.drawn(task, random);
        try {
            trial(subject, task, fault);
        } catch (RuntimeException | AssertionError failure) {
            throw new AssertionError(
                    "%s on %s with %s: %s%nReplay it with -D%s=%d"
                            .formatted(task, backend, fault, failure.getMessage(), SEED, seed),
                    failure);
        }
    }

    private void trial(Subject subject, Subject.Task task, Fault fault) {
        String expected = subject.faultless(task).result();
        removeFile();
        MemoryUse before = subject.device().memory();
        Wrapping.Wrapped wrapped = task.wrapping().around(subject.device(), fault);

        assertFails(wrapped, task, expected);
        fired.addAll(wrapped.faulty().fired());
        assertFileIsWhole();

        if (!(fault instanceof Fault.DeviceLost)) {
            assertEquals(expected, task.work().run(wrapped.outermost(), file()), "the next run on the same backend");
        }
        wrapped.outermost().close();
        wrapped.counting().requireAllClosed();
        assertEquals(before, subject.device().memory());

        Wrapping.Wrapped fresh = task.wrapping().around(subject.device());
        assertEquals(expected, task.work().run(fresh.outermost(), file()), "the next run on a fresh backend");
        fresh.outermost().close();
        fresh.counting().requireAllClosed();
    }

    /** A fault that comes to the poisoner while it closes a buffer is its own affair: closing never fails. */
    private void assertFails(Wrapping.Wrapped wrapped, Subject.Task task, String expected) {
        try {
            String result = task.work().run(wrapped.outermost(), file());
            assertEquals(Wrapping.POISONED_OUTSIDE, task.wrapping(), "nobody heard of the fault");
            assertEquals(expected, result);
        } catch (PullbackException failure) {
            Fault fault = wrapped.faulty().fired().getFirst();
            assertTrue(failure.getMessage().contains("planned fault: " + fault), failure.getMessage());
        }
    }

    private Path file() {
        return folder.resolve("network.safetensors");
    }

    private void removeFile() {
        try {
            Files.deleteIfExists(file());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** There is no checkpoint or a whole one, and nothing half-written beside it. */
    private void assertFileIsWhole() {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path found : files.toList()) {
                assertEquals(file(), found);
                Checkpoint.load(found);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
