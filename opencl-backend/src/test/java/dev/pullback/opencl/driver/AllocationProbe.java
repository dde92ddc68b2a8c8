package dev.pullback.opencl.driver;

import java.lang.reflect.Method;

/** Sets arguments and enqueues through the binding named first, and prints the Java heap bytes that each launch took. */
final class AllocationProbe {

    private static final int WARM_UP = 30_000;
    private static final int LAUNCHES = 5_000;
    private static final int BATCHES = 4;

    private AllocationProbe() {}

    public static void main(String[] arguments) throws ReflectiveOperationException {
        // By reflection: the tests' module does not read java.management.
        Object threads = Class.forName("java.lang.management.ManagementFactory")
                .getMethod("getThreadMXBean")
                .invoke(null);
        Method allocated = Class.forName("com.sun.management.ThreadMXBean").getMethod("getCurrentThreadAllocatedBytes");
        try (DriverFixture cl = new DriverFixture(arguments[0])) {
            long kernel = cl.kernel("count", "kernel void count(global int *out, int step) { out[0] += step; }");
            long buffer = cl.buffer(4);
            launch(cl, kernel, buffer, WARM_UP);
            long least = Long.MAX_VALUE; // of several batches: the JVM itself allocates now and then, the calls never
            for (int batch = 0; batch < BATCHES; batch++) {
                long before = (long) allocated.invoke(threads);
                launch(cl, kernel, buffer, LAUNCHES);
                least = Math.min(least, (long) allocated.invoke(threads) - before);
            }
            System.out.println("bytes per launch: " + least / LAUNCHES);
        }
    }

    private static void launch(DriverFixture cl, long kernel, long buffer, int launches) {
        for (int i = 0; i < launches; i++) {
            cl.driver.setArgMem(kernel, 0, buffer);
            cl.driver.setArgInt(kernel, 1, i);
            cl.driver.enqueueNDRange(cl.queue, kernel, 1, 1, 1, 1, 1, 1, 1, false);
            if (i % 1000 == 0) {
                cl.driver.finish(cl.queue);
            }
        }
        cl.driver.finish(cl.queue);
    }
}
