package dev.pullback.opencl.oclgrind;

import dev.pullback.opencl.driver.ClDriver;
import dev.pullback.opencl.driver.ClDrivers;
import dev.pullback.opencl.driver.ClException;
import dev.pullback.opencl.driver.MemoryFlags;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/** Launches the kernels of faults.cl named behind the binding; {@code api_error} is a wrong call instead. */
final class FaultsProbe {

    static final String API_ERROR = "api_error";

    private static final int ITEMS = 8;
    private static final long BYTES = ITEMS * Integer.BYTES;

    private final ClDriver driver;
    private final long queue;
    private final long program;
    private final long context;

    FaultsProbe(ClDriver driver) throws IOException {
        this.driver = driver;
        long platform = driver.platforms()[0];
        long device = driver.devices(platform)[0];
        context = driver.createContext(platform, device);
        queue = driver.createQueue(context, device, false);
        program = driver.buildProgram(context, device, source(), "-cl-std=CL1.2");
    }

    private static String source() throws IOException {
        try (InputStream stream = FaultsProbe.class.getResourceAsStream("faults.cl")) {
            return new String(stream.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    public static void main(String[] arguments) throws IOException {
        var probe = new FaultsProbe(ClDrivers.open(arguments[0]));
        for (int i = 1; i < arguments.length; i++) {
            if (arguments[i].equals(API_ERROR)) {
                probe.launchRefused();
            } else {
                probe.launch(arguments[i]);
            }
        }
        System.out.println("done");
    }

    void launch(String name) {
        launch(name, ITEMS);
    }

    private void launch(String name, int items) {
        long kernel = driver.createKernel(program, name);
        driver.setArgMem(kernel, 0, numbers());
        driver.setArgMem(kernel, 1, numbers());
        driver.enqueueNDRange(queue, kernel, 1, items, 1, 1, ITEMS, 1, 1, false);
        driver.finish(queue);
    }

    /** The items are no multiple of the group's size. */
    private void launchRefused() {
        try {
            launch("right", ITEMS + 1);
        } catch (ClException refused) {
            System.out.println("refused: " + refused.getMessage());
        }
    }

    /** A buffer with 0 to 7. */
    private long numbers() {
        long buffer = driver.createBuffer(context, MemoryFlags.READ_WRITE, BYTES);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment host = arena.allocateFrom(ValueLayout.JAVA_INT, 0, 1, 2, 3, 4, 5, 6, 7);
            driver.enqueueWrite(queue, buffer, true, 0, host, 0, BYTES, false);
        }
        return buffer;
    }
}
