package dev.pullback.opencl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.error.DeviceException;
import dev.pullback.api.error.KernelCompilationException;
import dev.pullback.opencl.driver.HandleKind;
import dev.pullback.opencl.driver.OwnedHandle;
import dev.pullback.opencl.driver.TestDevice;
import org.junit.jupiter.api.Test;

class ProgramsTest extends SessionTest {

    private static final String SOURCE = "__kernel void one(__global int* out) { out[0] = 1; }";

    @Test
    void aSourceIsBuiltOnceAndEveryKernelIsItsOwn() {
        int programs = driver.liveCount(HandleKind.PROGRAM);
        OwnedHandle first = session.programs().kernel(SOURCE, "one", "first");
        OwnedHandle second = session.programs().kernel(SOURCE, "one", "second");
        assertNotEquals(first.get(), second.get());
        assertEquals(1, session.programs().count());
        assertEquals(programs + 1, driver.liveCount(HandleKind.PROGRAM));
        session.programs().release(first);
        session.programs().release(first);
        assertTrue(first.isClosed());
        assertFalse(second.isClosed());
    }

    @Test
    void aRefusedSourceIsShownWithItsLogAndLineNumbers() {
        String broken = "__kernel void broken(__global int* out) {\n    out[0] = no_such_function(1);\n}";
        KernelCompilationException refused = assertThrows(
                KernelCompilationException.class, () -> session.programs().kernel(broken, "broken", "matmul 2x3x4"));
        assertTrue(refused.buildLog().contains("no_such_function"), refused.buildLog());
        assertTrue(refused.numberedSource().contains("   2      out[0] = no_such_function(1);"), refused.getMessage());
        assertTrue(refused.getMessage().contains("kernel broken of step matmul 2x3x4"), refused.getMessage());
        assertTrue(refused.getMessage().contains(session.device().name()), refused.getMessage());
        assertEquals(0, session.programs().count(), "it is not kept");
    }

    @Test
    void aKernelThatTheProgramDoesNotHaveIsTheDriversToRefuse() {
        int kernels = driver.liveCount(HandleKind.KERNEL);
        DeviceException refused =
                assertThrows(DeviceException.class, () -> session.programs().kernel(SOURCE, "two", "second"));
        assertTrue(refused.getMessage().contains("clCreateKernel"), refused.getMessage());
        assertEquals(kernels, driver.liveCount(HandleKind.KERNEL));
    }

    @Test
    void kernelsAreGivenBackWithTheSessionAndReleasingThemLaterIsHarmless() {
        OwnedHandle kernel = session.programs().kernel(SOURCE, "one", "first");
        session.close();
        assertTrue(kernel.isClosed());
        session.programs().release(kernel);
    }

    @Test
    void aCompilerThatLosesItsOwnFileIsAskedAgain() {
        var losing = new LosingDriver(driver, 2);
        try (var flaky = new ClSession(losing.driver(), TestDevice.find(driver), false)) {
            flaky.programs().release(flaky.programs().kernel(SOURCE, "one", "first"));
        }
        assertEquals(3, losing.builds());
    }

    @Test
    void aCompilerThatAlwaysLosesItsFileIsNotAskedForEver() {
        var losing = new LosingDriver(driver, Integer.MAX_VALUE);
        try (var flaky = new ClSession(losing.driver(), TestDevice.find(driver), false)) {
            assertThrows(
                    KernelCompilationException.class, () -> flaky.programs().kernel(SOURCE, "one", "first"));
        }
        assertEquals(5, losing.builds());
    }
}
