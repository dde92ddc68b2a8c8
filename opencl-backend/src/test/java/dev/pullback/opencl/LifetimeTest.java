package dev.pullback.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.backend.BackendOptions;
import dev.pullback.api.backend.Buffer;
import dev.pullback.api.backend.Executable;
import dev.pullback.api.backend.MemoryUse;
import dev.pullback.api.error.DeviceException;
import dev.pullback.api.error.UnsupportedOpException;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.plan.Plan;
import dev.pullback.api.tensor.Functions;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import dev.pullback.opencl.driver.ClDriver;
import dev.pullback.opencl.driver.ClDrivers;
import dev.pullback.opencl.driver.HandleKind;
import dev.pullback.opencl.driver.LiveObjects;
import dev.pullback.opencl.driver.TestDevice;
import dev.pullback.opencl.runtime.ClSession;
import dev.pullback.opencl.step.Argument;
import dev.pullback.opencl.step.Launch;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The driver's own count of objects is what it was, whatever happened in between. */
class LifetimeTest {

    private static final TensorType MATRIX = TensorType.of(DType.FLOAT32, 20, 20);

    private static final Graph LAYER = Graph.trace(
            TensorFunction.of((x, w) -> Functions.sigmoid(x.matmul(w)).sum(0)), MATRIX, MATRIX);

    private static OpenClBackend open(String binding, boolean profile) {
        return TestBackend.open(BackendOptions.defaults().withProfile(profile).with("binding", binding));
    }

    private static Buffer run(OpenClBackend backend, Executable program) {
        Buffer x = backend.allocate(MATRIX);
        Buffer w = backend.allocate(MATRIX);
        Buffer out = backend.allocate(TensorType.of(DType.FLOAT32, 20));
        program.run(List.of(x, w), List.of(out));
        return out;
    }

    @ParameterizedTest
    @ValueSource(strings = {ClDrivers.LWJGL, ClDrivers.JOCL})
    void closingABackendReleasesWhatItsUsersLeftOpen(String binding) {
        ClDriver driver = ClDrivers.open(binding);
        LiveObjects before = LiveObjects.of(driver);
        OpenClBackend backend = open(binding, true);
        Executable program = backend.compile(LAYER);
        Buffer out = run(backend, program);
        backend.tensor(new float[] {1, 2, 3}, 3).add(1).sum();
        assertTrue(driver.liveCount(HandleKind.KERNEL) > before.counts().get(HandleKind.KERNEL));
        assertTrue(driver.liveCount(HandleKind.EVENT) > before.counts().get(HandleKind.EVENT));
        backend.close();
        before.assertSame(driver);
        program.close();
        out.close();
        before.assertSame(driver);
    }

    @ParameterizedTest
    @ValueSource(strings = {ClDrivers.LWJGL, ClDrivers.JOCL})
    void aProgramGivesItsKernelsAndItsMemoryBack(String binding) {
        ClDriver driver = ClDrivers.open(binding);
        try (OpenClBackend backend = open(binding, false)) {
            int kernels = driver.liveCount(HandleKind.KERNEL);
            long blocks = backend.memory().blocks();
            try (Executable program = backend.compile(LAYER)) {
                run(backend, program).close();
            }
            assertEquals(kernels, driver.liveCount(HandleKind.KERNEL));
            assertEquals(blocks + 2, backend.memory().blocks(), "the two inputs are still open");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatBuffersAndProgramsHoldIsCountedUntilTheyAreClosed(boolean guards) {
        Graph graph = Graph.trace(TensorFunction.of(x -> x.exp().transpose().log()), MATRIX);
        OpenClBackend backend =
                TestBackend.open(BackendOptions.defaults().withFusion(false).withGuards(guards));
        assertEquals(MemoryUse.NONE, backend.memory());
        Buffer x = backend.allocate(MATRIX);
        MemoryUse one = backend.memory();
        assertEquals(1, one.blocks());
        assertTrue(one.bytes() >= MATRIX.bytes(), one::toString);
        Buffer out = backend.allocate(MATRIX);
        MemoryUse two = new MemoryUse(2, 2 * one.bytes());
        assertEquals(two, backend.memory());
        try (Executable program = backend.compile(graph)) {
            int slots = Plan.of(graph, false).memory().slotBytes().size();
            assertEquals(new MemoryUse(2 + slots, (2 + slots) * one.bytes()), backend.memory());
            program.run(List.of(x), List.of(out));
        }
        assertEquals(two, backend.memory());
        x.close();
        x.close();
        assertEquals(one, backend.memory());
        backend.close();
        assertEquals(MemoryUse.NONE, backend.memory(), "the backend takes what was left open with it");
        out.close();
        assertEquals(MemoryUse.NONE, backend.memory());
    }

    @ParameterizedTest
    @ValueSource(strings = {ClDrivers.LWJGL, ClDrivers.JOCL})
    void aCompilationThatFailsHalfwayReleasesWhatItHad(String binding) {
        ClDriver driver = ClDrivers.open(binding);
        LiveObjects before = LiveObjects.of(driver);
        int[] lengths =
                Collections.nCopies(9, 2).stream().mapToInt(Integer::intValue).toArray();
        TensorType deep = TensorType.of(DType.FLOAT32, lengths);
        Graph graph = Graph.trace(
                TensorFunction.of(
                        x -> x.exp().transpose(8, 7, 6, 5, 4, 3, 2, 1, 0).log()),
                deep);
        try (OpenClBackend backend = open(binding, false)) {
            UnsupportedOpException refused = assertThrows(UnsupportedOpException.class, () -> backend.compile(graph));
            assertTrue(refused.getMessage().contains("9 axes"), refused.getMessage());
            assertEquals(0, backend.memory().blocks());
        }
        before.assertSame(driver);
    }

    @ParameterizedTest
    @ValueSource(strings = {ClDrivers.LWJGL, ClDrivers.JOCL})
    void aLaunchWhoseArgumentsDoNotFitReleasesItsKernel(String binding) {
        ClDriver driver = ClDrivers.open(binding);
        try (var session = new ClSession(driver, TestDevice.find(driver), false)) {
            int kernels = driver.liveCount(HandleKind.KERNEL);
            var launch = new Launch(
                    "one too many",
                    "__kernel void one(const int n) {}",
                    "one",
                    List.of(new Argument.OfInt(1), new Argument.OfInt(2)),
                    new Launch.Grid(1, 1, 1, 1, 1, 1, 1));
            assertThrows(DeviceException.class, () -> new BoundLaunch(session, launch, List.of(), value -> null));
            assertEquals(kernels, driver.liveCount(HandleKind.KERNEL));
        }
    }
}
