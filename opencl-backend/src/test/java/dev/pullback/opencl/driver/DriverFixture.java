package dev.pullback.opencl.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pullback.opencl.device.ClDevice;
import java.lang.foreign.Arena;
import java.util.ArrayDeque;
import java.util.Deque;

/** A context and a queue on a real device through one binding, and everything made in them, released in reverse order. */
final class DriverFixture implements AutoCloseable {

    static final long BUFFER_FLAGS = MemoryFlags.READ_WRITE;

    final ClDriver driver;
    final ClDevice device;
    final long context;
    final long queue;
    final Arena arena = Arena.ofShared();

    private final Deque<OwnedHandle> owned = new ArrayDeque<>();
    private final int[] aliveBefore = new int[HandleKind.values().length];

    DriverFixture(String binding) {
        driver = ClDrivers.open(binding);
        device = TestDevice.find(driver);
        for (HandleKind kind : HandleKind.values()) {
            aliveBefore[kind.ordinal()] = driver.liveCount(kind);
        }
        context = own(HandleKind.CONTEXT, driver.createContext(device.platform().handle(), device.handle()));
        queue = own(HandleKind.QUEUE, driver.createQueue(context, device.handle(), true));
    }

    long own(HandleKind kind, long handle) {
        owned.push(new OwnedHandle(driver, kind, handle));
        return handle;
    }

    long buffer(long bytes) {
        return own(HandleKind.BUFFER, driver.createBuffer(context, BUFFER_FLAGS, bytes));
    }

    long program(String source) {
        return own(HandleKind.PROGRAM, driver.buildProgram(context, device.handle(), source, "-cl-std=CL1.2"));
    }

    /** The only kernel of a program of its own. */
    long kernel(String name, String source) {
        return own(HandleKind.KERNEL, driver.createKernel(program(source), name));
    }

    void launch(long kernel, long items) {
        driver.enqueueNDRange(queue, kernel, 1, items, 1, 1, 0, 0, 0, false);
    }

    /** Closes everything and proves that nothing is left alive. */
    @Override
    public void close() {
        driver.finish(queue);
        while (!owned.isEmpty()) {
            owned.pop().close();
        }
        arena.close();
        for (HandleKind kind : HandleKind.values()) {
            assertEquals(aliveBefore[kind.ordinal()], driver.liveCount(kind), "objects left alive: " + kind);
        }
    }
}
