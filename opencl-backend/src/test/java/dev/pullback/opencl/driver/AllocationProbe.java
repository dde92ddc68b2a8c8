package dev.pullback.opencl.driver;

import java.lang.reflect.Method;

/** Sets arguments and enqueues through the binding named first, and prints the Java heap bytes that each launch took. */
final class AllocationProbe {

    private static final int LAUNCHES = 5_000;

    /** Until the JVM has compiled the way of a launch, which on a busy machine takes a while, the interpreter allocates. */
    private static final long PATIENCE_NANOS = 20_000_000_000L;

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
            long least = Long.MAX_VALUE;
            long deadline = System.nanoTime() + PATIENCE_NANOS;
            while (least > 0 && System.nanoTime() < deadline) {
                long before = (long) allocated.invoke(threads);
                launch(cl, kernel, buffer, LAUNCHES);
                least = Math.min(least, ((long) allocated.invoke(threads) - before) / LAUNCHES);
            }
            System.out.println("bytes per launch: " + least);
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
