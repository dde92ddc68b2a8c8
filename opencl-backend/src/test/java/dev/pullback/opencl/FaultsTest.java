package dev.pullback.opencl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.backend.BackendOptions;
import dev.pullback.api.backend.Buffer;
import dev.pullback.api.backend.Executable;
import dev.pullback.api.error.DeviceException;
import dev.pullback.api.error.DeviceLostException;
import dev.pullback.api.error.OutOfDeviceMemoryException;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import dev.pullback.opencl.device.ClDevice;
import dev.pullback.opencl.driver.ClDriver;
import dev.pullback.opencl.driver.ClDrivers;
import dev.pullback.opencl.driver.ClStatus;
import dev.pullback.opencl.driver.FaultyDriver;
import dev.pullback.opencl.driver.LiveObjects;
import dev.pullback.opencl.driver.TestDevice;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a device does when it is full or broken, and what the driver is asked and not asked. */
class FaultsTest {

    private static final int FULL = ClStatus.MEM_OBJECT_ALLOCATION_FAILURE;
    private static final TensorType ROW = TensorType.of(DType.FLOAT32, 3);

    private final ClDriver real = ClDrivers.open(ClDrivers.LWJGL);
    private final ClDevice device = TestDevice.find(real);
    private final FaultyDriver faulty = new FaultyDriver();
    private LiveObjects before;
    private OpenClBackend backend;
    private Executable program;
    private Buffer in;
    private Buffer out;

    @BeforeEach
    void open() {
        before = LiveObjects.of(real);
        backend = new OpenClBackend(faulty.driver(), device, BackendOptions.defaults());
        Graph graph = Graph.trace(TensorFunction.of(x -> x.add(1)), ROW);
        program = backend.compile(graph);
        in = TestBackend.buffer(backend, graph.inputs().getFirst(), 1, 2, 3);
        out = backend.allocate(ROW);
    }

    @AfterEach
    void close() {
        backend.close();
        before.assertSame(real);
    }

    private void leaveSomethingIdle() {
        backend.allocate(TensorType.of(DType.FLOAT32, 1000)).close();
    }

    private void assertWorks() {
        program.run(List.of(in), List.of(out));
        assertArrayEquals(new float[] {2, 3, 4}, TestBackend.read(out));
    }

    @Test
    void argumentsThatStayAreSetOnce() {
        assertWorks();
        int set = faulty.calls("setArgMem");
        assertWorks();
        assertEquals(set, faulty.calls("setArgMem"));
        program.run(List.of(out), List.of(in));
        assertEquals(set + 2, faulty.calls("setArgMem"), "both buffers are others now");
    }

    @Test
    void argumentsAreSetAgainWhereAHandleMayMeanAnotherBuffer() {
        assertWorks();
        int set = faulty.calls("setArgMem");
        backend.trim();
        assertWorks();
        assertEquals(set + 2, faulty.calls("setArgMem"));
    }

    @Test
    void aLaunchThatFindsNoRoomIsRepeatedOnceIdleMemoryIsGivenBack() {
        leaveSomethingIdle();
        faulty.failing("enqueueNDRange", FULL);
        assertWorks();
    }

    @Test
    void aLaunchThatFindsNoRoomAtAllSaysSo() {
        leaveSomethingIdle();
        faulty.failing("enqueueNDRange", FULL, FULL);
        OutOfDeviceMemoryException full =
                assertThrows(OutOfDeviceMemoryException.class, () -> program.run(List.of(in), List.of(out)));
        assertTrue(full.getMessage().contains("what a launch needs"), full.getMessage());
        assertEquals(2 * 256, full.liveBytes());
        assertWorks();
    }

    @Test
    void aTransferThatFindsNoRoomIsRepeatedOnceIdleMemoryIsGivenBack() {
        leaveSomethingIdle();
        assertWorks();
        faulty.failing("enqueueRead", ClStatus.OUT_OF_RESOURCES);
        assertArrayEquals(new float[] {2, 3, 4}, TestBackend.read(out));
        faulty.failing("enqueueRead", ClStatus.OUT_OF_RESOURCES);
        assertThrows(OutOfDeviceMemoryException.class, () -> TestBackend.read(out), "nothing is idle any more");
    }

    @Test
    void anAllocationThatFindsNoRoomIsRepeatedOnceIdleMemoryIsGivenBack() {
        leaveSomethingIdle();
        faulty.failing("createBuffer", ClStatus.OUT_OF_HOST_MEMORY);
        backend.allocate(TensorType.of(DType.FLOAT32, 5000)).close();
        leaveSomethingIdle();
        faulty.failing("createBuffer", FULL, FULL);
        OutOfDeviceMemoryException full = assertThrows(
                OutOfDeviceMemoryException.class, () -> backend.allocate(TensorType.of(DType.FLOAT32, 9000)));
        assertEquals(36_000, full.askedBytes());
    }

    @Test
    void aLostDeviceIsNamedAndCanStillBeClosed() {
        faulty.failing("flush", ClStatus.INVALID_COMMAND_QUEUE);
        DeviceLostException lost =
                assertThrows(DeviceLostException.class, () -> program.run(List.of(in), List.of(out)));
        assertTrue(lost.getMessage().contains(device.name()), lost.getMessage());
        faulty.failing("finish", ClStatus.INVALID_COMMAND_QUEUE);
    }

    @Test
    void anotherRefusalIsPassedOnWithItsCallAndStatus() {
        faulty.failing("enqueueNDRange", ClStatus.INVALID_WORK_GROUP_SIZE);
        DeviceException refused = assertThrows(DeviceException.class, () -> program.run(List.of(in), List.of(out)));
        assertTrue(refused.getMessage().contains("CL_INVALID_WORK_GROUP_SIZE"), refused.getMessage());
        assertWorks();
    }

    @Test
    void aBackendThatCannotHaveAQueueKeepsNoContext() {
        LiveObjects now = LiveObjects.of(real);
        faulty.failing("createQueue", ClStatus.OUT_OF_HOST_MEMORY);
        assertThrows(
                DeviceException.class, () -> new OpenClBackend(faulty.driver(), device, BackendOptions.defaults()));
        now.assertSame(real);
    }
}
