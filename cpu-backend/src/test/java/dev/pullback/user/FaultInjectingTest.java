package dev.pullback.user;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.Backends;
import dev.pullback.api.backend.Buffer;
import dev.pullback.api.backend.MemoryUse;
import dev.pullback.api.error.ClosedException;
import dev.pullback.api.error.ConfigurationException;
import dev.pullback.api.error.DeviceException;
import dev.pullback.api.error.DeviceLostException;
import dev.pullback.api.error.KernelCompilationException;
import dev.pullback.api.error.OutOfDeviceMemoryException;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import dev.pullback.conformance.decorator.Fault;
import dev.pullback.conformance.decorator.FaultInjecting;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FaultInjectingTest {

    private static final TensorType ROW = TensorType.of(DType.FLOAT32, 3);
    private static final Graph PLUS_ONE = Graph.trace(TensorFunction.of(x -> x.add(1)), ROW);

    private final Backend inside = Backends.open("cpu");

    private float[] plusOne(Backend backend) {
        float[] values = {1, 2, 3};
        try (Buffer in = backend.allocate(ROW);
                Buffer out = backend.allocate(ROW);
                var program = backend.compile(PLUS_ONE)) {
            in.write(MemorySegment.ofArray(values));
            program.run(List.of(in), List.of(out));
            out.read(MemorySegment.ofArray(values));
            return values;
        }
    }

    private void assertFailsOnceAndThenWorks(Class<? extends DeviceException> kind, Fault fault) {
        try (var backend = new FaultInjecting(Backends.open("cpu"), fault)) {
            assertEquals(List.of(fault), backend.armed());
            DeviceException failure = assertThrows(DeviceException.class, () -> plusOne(backend));
            assertEquals(kind, failure.getClass());
            assertTrue(failure.getMessage().contains("planned fault: " + fault), failure.getMessage());
            assertEquals(List.of(), backend.armed());
            assertEquals(List.of(fault), backend.fired());
            assertEquals(MemoryUse.NONE, backend.memory());
            assertArrayEquals(new float[] {2, 3, 4}, plusOne(backend));
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachFaultComesOnceInItsOwnWordsAndPasses(Fault.Moment moment) {
        assertFailsOnceAndThenWorks(OutOfDeviceMemoryException.class, new Fault.AllocationFails(2, moment));
        assertFailsOnceAndThenWorks(KernelCompilationException.class, new Fault.CompileFails(1, moment));
        assertFailsOnceAndThenWorks(OutOfDeviceMemoryException.class, new Fault.CompileFindsNoRoom(1, moment));
        assertFailsOnceAndThenWorks(DeviceException.class, new Fault.LaunchFails(1, moment));
        assertFailsOnceAndThenWorks(DeviceException.class, new Fault.TransferFails(2, moment));
    }

    @Test
    void aFaultThatIsNeverReachedStaysArmed() {
        try (var backend = new FaultInjecting(inside, new Fault.AllocationFails(3))) {
            assertArrayEquals(new float[] {2, 3, 4}, plusOne(backend));
            assertEquals(List.of(new Fault.AllocationFails(3)), backend.armed());
        }
    }

    @Test
    void severalFaultsComeInTheOrderOfTheirCalls() {
        Fault late = new Fault.LaunchFails(2);
        Fault early = new Fault.AllocationFails(1);
        try (var backend = new FaultInjecting(inside, late, early)) {
            assertThrows(OutOfDeviceMemoryException.class, () -> plusOne(backend));
            assertArrayEquals(new float[] {2, 3, 4}, plusOne(backend));
            assertThrows(DeviceException.class, () -> plusOne(backend));
            assertEquals(List.of(early, late), backend.fired());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLostDeviceRefusesEverythingUntilItIsClosedAndThenHasGivenEverythingBack(Fault.Moment moment) {
        var backend = new FaultInjecting(inside, new Fault.DeviceLost(5, moment));
        Buffer buffer = backend.allocate(ROW);
        assertThrows(DeviceLostException.class, () -> plusOne(backend));
        assertThrows(DeviceLostException.class, () -> backend.allocate(ROW));
        assertThrows(DeviceLostException.class, () -> backend.compile(PLUS_ONE));
        assertThrows(DeviceLostException.class, () -> buffer.read(MemorySegment.ofArray(new float[3])));
        assertThrows(DeviceLostException.class, backend::synchronize);
        assertThrows(DeviceLostException.class, backend::profile);
        buffer.close();
        assertEquals(MemoryUse.NONE, inside.memory());
        backend.close();
        assertThrows(ClosedException.class, () -> backend.allocate(ROW));
    }

    @Test
    void faultsAreCountedFromOne() {
        assertThrows(ConfigurationException.class, () -> new Fault.LaunchFails(0));
    }
}
