package dev.pullback.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pullback.opencl.driver.JavaProcess;
import org.junit.jupiter.api.Test;

class OutOfMemoryTest {

    /** In a process of its own, where PoCL is told that the machine is small. */
    @Test
    void aFullDeviceSaysSoMakesRoomAndWorksOn() throws Exception {
        JavaProcess.Result result = new JavaProcess()
                .environment("POCL_MEMORY_LIMIT", "1")
                .environment("POCL_SIGFPE_HANDLER", "0")
                .run(OutOfMemoryProbe.class);
        assertEquals(0, result.exitCode(), result.output());
        assertEquals("full\nfull\nidle memory made room\nworks on\nnothing left\n", result.output());
    }
}
