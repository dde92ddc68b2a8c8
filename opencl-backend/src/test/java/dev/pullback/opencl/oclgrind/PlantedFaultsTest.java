package dev.pullback.opencl.oclgrind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.opencl.driver.ClDrivers;
import dev.pullback.opencl.oclgrind.OclgrindLog.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That faults are found, each of its kind: else the silence about the real kernels would mean nothing. */
class PlantedFaultsTest {

    private static final Map<String, Kind> KERNELS = Map.of(
            "data_race", Kind.DATA_RACE,
            "local_data_race", Kind.DATA_RACE,
            "uninitialised_read", Kind.UNINITIALISED,
            "invalid_read", Kind.INVALID_READ,
            "invalid_write", Kind.INVALID_WRITE,
            "barrier_divergence", Kind.BARRIER_DIVERGENCE);

    @ParameterizedTest
    @ValueSource(strings = {ClDrivers.LWJGL, ClDrivers.JOCL})
    void every_kind_of_fault_in_a_kernel_is_found(String binding, @TempDir Path folder) throws Exception {
        OclgrindLog log = log(folder, binding, KERNELS.keySet().toArray(String[]::new));
        KERNELS.forEach(
                (kernel, kind) -> assertTrue(log.kindsIn(kernel).contains(kind), () -> kernel + ": " + log.entries()));
        log.entries()
                .forEach(entry -> assertTrue(entry.line() > 0 && !entry.code().isEmpty(), entry::toString));
    }

    @ParameterizedTest
    @ValueSource(strings = {ClDrivers.LWJGL, ClDrivers.JOCL})
    void a_wrong_call_is_found(String binding, @TempDir Path folder) throws Exception {
        OclgrindLog log = log(folder, binding, FaultsProbe.API_ERROR);
        assertEquals(List.of(Kind.API_ERROR), log.kindsIn("clEnqueueNDRangeKernel"), () -> "" + log.entries());
    }

    @Test
    void a_kernel_without_a_fault_leaves_the_log_empty(@TempDir Path folder) throws Exception {
        assertEquals(List.of(), log(folder, ClDrivers.LWJGL, "right").entries());
    }

    private static OclgrindLog log(Path folder, String binding, String... faults) throws Exception {
        String[] arguments = new String[faults.length + 1];
        arguments[0] = binding;
        System.arraycopy(faults, 0, arguments, 1, faults.length);
        Oclgrind.Result result = Oclgrind.run(folder, FaultsProbe.class, arguments);
        assertEquals(0, result.process().exitCode(), result.process().output());
        assertTrue(result.process().output().contains("done"), result.process().output());
        return result.log();
    }
}
