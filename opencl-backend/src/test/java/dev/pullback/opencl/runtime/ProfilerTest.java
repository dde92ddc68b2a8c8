package dev.pullback.opencl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.backend.Profile;
import dev.pullback.opencl.driver.HandleKind;
import dev.pullback.opencl.driver.OwnedHandle;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProfilerTest extends SessionTest {

    private static final String SOURCE = "__kernel void count(__global int* out) { out[0] += 1; }";

    @Override
    boolean profiles() {
        return true;
    }

    private void launch(String label, int times) {
        long block = session.pool().acquire(4);
        OwnedHandle kernel = session.programs().kernel(SOURCE, "count", label);
        session.run(() -> {
            driver.setArgMem(kernel.get(), 0, block);
            for (int i = 0; i < times; i++) {
                long event = driver.enqueueNDRange(session.queue(), kernel.get(), 1, 1, 1, 1, 1, 1, 1, true);
                session.profiler().add(label, event);
            }
        });
        session.programs().release(kernel);
        session.pool().release(block);
    }

    private Profile snapshot() {
        return session.call(session.profiler()::snapshot);
    }

    private long launches(String label) {
        List<Profile.Entry> found = snapshot().entries().stream()
                .filter(entry -> entry.kernel().equals(label))
                .toList();
        return found.isEmpty() ? 0 : found.getFirst().launches();
    }

    @Test
    void everyLaunchIsCountedUnderItsName() {
        launch("one", 3);
        launch("two", 1);
        launch("one", 2);
        assertEquals(5, launches("one"));
        assertEquals(1, launches("two"));
        assertTrue(snapshot().totalNanos() > 0);
    }

    @Test
    void manyLaunchesLeaveFewEvents() {
        int before = driver.liveCount(HandleKind.EVENT);
        launch("many", 1000);
        assertTrue(driver.liveCount(HandleKind.EVENT) - before < 256, "events are read and released as they gather");
        assertEquals(1000, launches("many"));
        assertEquals(before, driver.liveCount(HandleKind.EVENT));
    }

    @Test
    void aResetForgetsWhatRan() {
        launch("one", 3);
        session.run(session.profiler()::reset);
        assertEquals(List.of(), snapshot().entries());
        launch("one", 1);
        assertEquals(1, launches("one"));
    }

    @Test
    void eventsThatNobodyReadAreGivenBackWithTheSession() {
        launch("one", 3);
    }
}
