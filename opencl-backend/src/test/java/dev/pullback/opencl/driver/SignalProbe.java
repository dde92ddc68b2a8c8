package dev.pullback.opencl.driver;

/**
 * Compiles programs through the binding named first while the JVM stops another thread again and again, each time by
 * SIGSEGV at a loop's poll of the safepoint page, and prints how many programs the compiler lost on that.
 */
final class SignalProbe {

    private static final int PROGRAMS = 10;

    private static volatile long sink;
    private static volatile boolean done;

    private SignalProbe() {}

    public static void main(String[] arguments) {
        Thread loop = background(() -> sink = sum(100_000_000));
        background(loop::getStackTrace);
        int lost = 0;
        try (DriverFixture cl = new DriverFixture(arguments[0])) {
            for (int i = 0; i < PROGRAMS; i++) {
                try {
                    cl.program("kernel void number(global int *out) { out[0] = %d; }".formatted(i));
                } catch (ClBuildException e) {
                    lost++;
                }
            }
        }
        done = true;
        System.out.println("lost programs: " + lost);
    }

    private static Thread background(Runnable task) {
        return Thread.ofPlatform().daemon().start(() -> {
            while (!done) {
                task.run();
            }
        });
    }

    /** A loop over a long is compiled with a poll in every round. */
    private static long sum(long n) {
        long sum = 0;
        for (long i = 0; i < n; i++) {
            sum = sum * 31 + (i ^ (sum >>> 7));
        }
        return sum;
    }
}
