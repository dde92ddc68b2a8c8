package dev.pullback.opencl.driver;

/**
 * Uses OpenCL through the binding named first, then divides integers by zero, many times and on two threads, and prints
 * how many of the divisions did not throw.
 */
final class DivisionProbe {

    private static final int ROUNDS = 10_000;

    private static volatile int zero;

    private DivisionProbe() {}

    public static void main(String[] arguments) throws InterruptedException {
        try (DriverFixture cl = new DriverFixture(arguments[0])) {
            long kernel = cl.kernel("one", "kernel void one(global int *out) { out[0] = 1; }");
            cl.driver.setArgMem(kernel, 0, cl.buffer(4));
            cl.launch(kernel, 1);
            cl.driver.finish(cl.queue);
            int[] wrong = new int[2];
            Thread other = Thread.ofPlatform().start(() -> wrong[1] = wrongDivisions());
            wrong[0] = wrongDivisions();
            other.join();
            System.out.println("wrong divisions: " + (wrong[0] + wrong[1]));
        }
    }

    static int wrongDivisions() {
        int wrong = 0;
        for (int i = 1; i <= ROUNDS; i++) {
            wrong += quotient(i) + remainder(i);
        }
        return wrong;
    }

    private static int quotient(int i) {
        try {
            return i / zero == Integer.MIN_VALUE ? 2 : 1;
        } catch (ArithmeticException expected) {
            return 0;
        }
    }

    private static int remainder(int i) {
        try {
            return i % zero == Integer.MIN_VALUE ? 2 : 1;
        } catch (ArithmeticException expected) {
            return 0;
        }
    }
}
