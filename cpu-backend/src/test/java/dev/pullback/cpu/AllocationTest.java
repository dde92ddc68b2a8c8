package dev.pullback.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.BackendOptions;
import java.lang.management.ManagementFactory;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AllocationTest {

    private static final int STEPS = 200;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Until the vectors are in registers they are objects, so the first steps allocate; it has to end. */
    @Test
    void a_warm_step_allocates_nothing_on_any_thread_and_starts_none() {
        Set<Thread> others = Thread.getAllStackTraces().keySet(); // a pool that was closed ends when it likes
        try (Backend cpu = new CpuProvider().open("", BackendOptions.defaults().with("threads", "2"))) {
            StepBuffers step = StepBuffers.of(cpu, 64, 64, 128, 128, 10);
            step.run(1);
            long[] workers = workers(others);
            assertEquals(2, workers.length);
            long allocated;
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            do {
                step.run(STEPS);
                long before = allocated(workers);
                step.run(STEPS);
                allocated = allocated(workers) - before;
            } while (allocated != 0 && System.nanoTime() < deadline);
            assertEquals(0, allocated);
            assertArrayEquals(workers, workers(others));
        }
    }

    private static long[] workers(Set<Thread> others) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.equals(Thread.currentThread())
                        || (thread.getName().startsWith("pullback-cpu") && !others.contains(thread)))
                .mapToLong(Thread::threadId)
                .sorted()
                .toArray();
    }

    private static long allocated(long[] threads) {
        long bytes = 0;
        for (long id : threads) {
            bytes += THREADS.getThreadAllocatedBytes(id);
        }
        return bytes;
    }
}
