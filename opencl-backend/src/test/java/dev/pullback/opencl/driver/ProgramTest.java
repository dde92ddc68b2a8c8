package dev.pullback.opencl.driver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ProgramTest extends ClDriverContract {

    private static final String BROKEN = """
            kernel void broken(global float *x) {
                x[0] = no_such_name_here;
            }
            """;

    @Test
    void aRefusedProgramCarriesTheCompilersLogItsSourceAndOptions() {
        int programs = driver.liveCount(HandleKind.PROGRAM);
        ClBuildException e = assertThrows(
                ClBuildException.class, () -> driver.buildProgram(cl.context, cl.device.handle(), BROKEN, "-DN=4"));
        assertTrue(e.log().contains("no_such_name_here"), e.log());
        assertTrue(e.getMessage().contains("no_such_name_here"), e.getMessage());
        assertEquals(BROKEN, e.source());
        assertEquals("-DN=4", e.options());
        assertEquals("clBuildProgram", e.call());
        assertEquals(programs, driver.liveCount(HandleKind.PROGRAM), "a refused program left alive");
    }

    @Test
    void aLongLogComesWhole() {
        StringBuilder source = new StringBuilder("kernel void broken(global float *x) {\n");
        for (int i = 0; i < 15; i++) {
            source.append("x[0] = missing_")
                    .append(i)
                    .append("; // ")
                    .append("x".repeat(8000))
                    .append('\n');
        }
        source.append("}\n");
        ClBuildException e = assertThrows(
                ClBuildException.class,
                () -> driver.buildProgram(cl.context, cl.device.handle(), source.toString(), ""));
        for (int i = 0; i < 15; i++) {
            assertTrue(e.log().contains("missing_" + i), "missing_" + i);
        }
    }

    @Test
    void optionsReachTheCompiler() {
        String source = "kernel void number(global int *out) { out[0] = N; }";
        long program =
                cl.own(HandleKind.PROGRAM, driver.buildProgram(cl.context, cl.device.handle(), source, "-DN=4711"));
        long kernel = cl.own(HandleKind.KERNEL, driver.createKernel(program, "number"));
        long out = cl.buffer(4);
        driver.setArgMem(kernel, 0, out);
        cl.launch(kernel, 1);
        assertArrayEquals(new int[] {4711}, readInts(out, 1));
        assertNotNull(driver.buildLog(program, cl.device.handle()));
    }

    @Test
    void lettersBeyondAsciiAreFineInComments() {
        long kernel =
                cl.kernel("one", "// σ′ = σ(1 − σ), naïve\nkernel void one(global int *out) { out[0] = 1; } // ∂");
        long out = cl.buffer(4);
        driver.setArgMem(kernel, 0, out);
        cl.launch(kernel, 1);
        assertArrayEquals(new int[] {1}, readInts(out, 1));
    }

    @Test
    void aKernelThatTheProgramLacksIsNamed() {
        long program = cl.program("kernel void here(global int *out) { out[0] = 1; }");
        ClException e = assertThrows(ClException.class, () -> driver.createKernel(program, "elsewhere"));
        assertTrue(e.getMessage().contains("elsewhere"), e.getMessage());
        assertTrue(e.codeName().startsWith("CL_INVALID_KERNEL"), e.codeName());
    }
}
