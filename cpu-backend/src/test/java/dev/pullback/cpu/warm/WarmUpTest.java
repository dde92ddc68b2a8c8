package dev.pullback.cpu.warm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.error.ConfigurationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WarmUpTest {

    private static final long ENOUGH = 10_000_000_000L;
    private static final long LITTLE = 20_000_000L;
    private static final Runnable QUICK = () -> {};
    private static final Runnable LAZY = () -> LockSupport.parkNanos(100_000);
    private static final Runnable LAZIER = () -> LockSupport.parkNanos(1_000_000);

    @Test
    void code_is_used_once_it_is_faster_than_its_twin() throws InterruptedException {
        var warmUp = new WarmUp(KernelChoice.WARM, ENOUGH);
        var code = new VectorCode("quick", () -> new Trial(QUICK, LAZY), warmUp);
        assertFalse(code.isFast(ENOUGH));
        warmUp.begin();
        while (!code.isFast(ENOUGH)) {
            Thread.sleep(1);
        }
        assertTrue(warmUp.slow().isEmpty());
        warmUp.end();
    }

    @Test
    void code_that_stays_slow_is_told_of_until_it_is_fast() throws InterruptedException {
        var warmUp = new WarmUp(KernelChoice.WARM, LITTLE);
        var compiled = new AtomicBoolean();
        Runnable vector = () -> (compiled.get() ? QUICK : LAZIER).run();
        var code = new VectorCode("lazy", () -> new Trial(vector, LAZY), warmUp);
        warmUp.begin();
        assertFalse(code.isFast(ENOUGH));
        while (warmUp.slow().isEmpty()) {
            Thread.sleep(1);
        }
        assertFalse(code.isFast(ENOUGH));
        assertEquals(1, warmUp.slow().size());
        assertTrue(
                warmUp.slow().getFirst().matches("lazy \\(\\d+\\.\\d times as long as plain loops\\)"),
                warmUp.slow().toString());
        compiled.set(true);
        awaitRest(warmUp);
        assertTrue(code.isFast(ENOUGH));
        assertTrue(warmUp.slow().isEmpty());
        warmUp.end();
    }

    @Test
    void code_whose_twin_is_as_fast_is_given_up_without_a_word() throws InterruptedException {
        var warmUp = new WarmUp(KernelChoice.WARM, LITTLE);
        var code = new VectorCode("even", () -> new Trial(LAZIER, LAZIER), warmUp);
        assertFalse(code.isFast(ENOUGH));
        warmUp.begin();
        awaitRest(warmUp);
        assertFalse(code.isFast(ENOUGH));
        assertTrue(warmUp.slow().isEmpty(), warmUp.slow().toString());
        warmUp.end();
    }

    @Test
    void code_that_fails_is_told_of_and_keeps_no_other_from_becoming_fast() throws InterruptedException {
        var warmUp = new WarmUp(KernelChoice.WARM, ENOUGH);
        Runnable failing = () -> {
            throw new IllegalStateException("planned by the test");
        };
        var broken = new VectorCode("broken", () -> new Trial(failing, LAZY), warmUp);
        var code = new VectorCode("quick", () -> new Trial(QUICK, LAZY), warmUp);
        assertFalse(broken.isFast(ENOUGH));
        assertFalse(code.isFast(ENOUGH));
        warmUp.begin();
        while (!code.isFast(ENOUGH)) {
            Thread.sleep(1);
        }
        awaitRest(warmUp);
        assertFalse(broken.isFast(ENOUGH));
        assertEquals(1, warmUp.slow().size());
        assertEquals(
                "broken (java.lang.IllegalStateException: planned by the test)",
                warmUp.slow().getFirst());
        warmUp.end();
    }

    @Test
    void what_took_little_time_is_not_compiled() {
        var warmUp = new WarmUp(KernelChoice.WARM, ENOUGH);
        var code = new VectorCode("rare", () -> new Trial(QUICK, LAZY), warmUp);
        warmUp.begin();
        assertFalse(code.isFast(1000));
        assertFalse(warmUp.isWorking());
        assertFalse(code.isFast(ENOUGH));
        assertTrue(warmUp.isWorking());
        warmUp.end();
    }

    @Test
    void nothing_runs_when_no_backend_is_open_and_the_next_one_goes_on() throws InterruptedException {
        var warmUp = new WarmUp(KernelChoice.WARM, ENOUGH);
        var runs = new AtomicInteger();
        Runnable counted = () -> {
            runs.incrementAndGet();
            LockSupport.parkNanos(100_000);
        };
        var code = new VectorCode("counted", () -> new Trial(counted, QUICK), warmUp);
        assertFalse(code.isFast(ENOUGH));
        assertEquals(0, runs.get());
        warmUp.begin();
        awaitMore(runs, 0);
        warmUp.end();
        awaitRest(warmUp);
        int before = runs.get();
        warmUp.begin();
        awaitMore(runs, before);
        warmUp.end();
        awaitRest(warmUp);
    }

    @Test
    void either_form_can_be_asked_for_by_a_property() {
        var vector = new VectorCode("v", () -> new Trial(LAZY, QUICK), new WarmUp(KernelChoice.of("vector"), ENOUGH));
        var plain = new VectorCode("s", () -> new Trial(QUICK, LAZY), new WarmUp(KernelChoice.of("plain"), ENOUGH));
        assertTrue(vector.isFast(ENOUGH));
        assertFalse(plain.isFast(ENOUGH));
        var failure = assertThrows(ConfigurationException.class, () -> KernelChoice.of("hot"));
        assertTrue(failure.getMessage().contains("'hot'"), failure.getMessage());
    }

    private static void awaitMore(AtomicInteger runs, int before) throws InterruptedException {
        while (runs.get() <= before) {
            Thread.sleep(1);
        }
    }

    private static void awaitRest(WarmUp warmUp) throws InterruptedException {
        while (warmUp.isWorking()) {
            Thread.sleep(1);
        }
    }
}
