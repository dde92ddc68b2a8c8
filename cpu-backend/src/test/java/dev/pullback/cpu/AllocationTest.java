package dev.pullback.cpu;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.BackendOptions;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AllocationTest {

    /** In a process of its own: what other tests ran has influence on what the compiler inlines, and so on what is an object. */
    @Test
    void a_warm_step_allocates_nothing_on_any_thread_and_starts_none() throws Exception {
        String output = JavaProcess.run(
                WarmSteps.class, "--add-modules", "jdk.incubator.vector", "-Dpullback.cpu.kernels=vector");
        assertTrue(output.contains("2 threads, the same at the end: true; 0 bytes a step"), output);
    }

    static final class WarmSteps {

        private static final int STEPS = 200;
        private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        private WarmSteps() {}

        /** Until the vectors are in registers they are objects, so the first steps allocate; it has to end. */
        public static void main(String[] arguments) {
            try (Backend cpu =
                    new CpuProvider().open("", BackendOptions.defaults().with("threads", "2"))) {
                StepBuffers step = StepBuffers.of(cpu, 64, 64, 128, 128, 10);
                step.run(1);
                long[] workers = workers();
                long allocated;
                long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
                do {
                    step.run(STEPS);
                    long before = allocated(workers);
                    step.run(STEPS);
                    allocated = allocated(workers) - before;
                } while (allocated != 0 && System.nanoTime() < deadline);
                System.out.printf(
                        "%d threads, the same at the end: %b; %d bytes a step%n",
                        workers.length, Arrays.equals(workers, workers()), Math.ceilDiv(allocated, STEPS));
            }
        }

        private static long[] workers() {
            return Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.equals(Thread.currentThread())
                            || thread.getName().startsWith("pullback-cpu"))
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
}
