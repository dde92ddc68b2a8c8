package dev.pullback.opencl.oclgrind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.kernels.KernelCatalogue;
import dev.pullback.opencl.device.ClDevice;
import dev.pullback.opencl.driver.ClBuildException;
import dev.pullback.opencl.driver.ClDriver;
import dev.pullback.opencl.driver.ClDrivers;
import dev.pullback.opencl.driver.HandleKind;
import dev.pullback.opencl.driver.TestDevice;
import dev.pullback.opencl.runtime.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every program that the backend makes, for compilers of more devices than any one machine has. */
class ProgramsCompileTest {

    private static final int A_FEW = 20;

    @TempDir
    Path folder;

    @Test
    void every_source_is_part_of_some_program() throws Exception {
        Set<String> missing = new TreeSet<>(KernelCatalogue.names());
        for (Path file : ProgramTexts.write(folder, Workloads.joined())) {
            String text = Files.readString(file);
            // Every source begins with its own name.
            missing.removeIf(name -> text.contains("// " + name + ": "));
        }
        assertEquals(Set.of(), missing);
    }

    /** NVIDIA's, AMD's and Intel's. */
    @ParameterizedTest
    @ValueSource(strings = {"nvptx64-nvidia-nvcl", "amdgcn-amd-amdhsa", "spir64-unknown-unknown"})
    void every_program_is_right_for_a_gpu_of_this_family(String target) throws Exception {
        Clang.Result result = Clang.check(target, ProgramTexts.write(folder, Workloads.all()));
        assertEquals(0, result.exitCode(), result.output());
        assertEquals("", result.output(), "warnings");
    }

    @Test
    void a_mistake_in_one_program_of_many_is_found() throws Exception {
        List<Path> files =
                new ArrayList<>(ProgramTexts.write(folder, Workloads.joined()).subList(0, A_FEW));
        Path wrong = folder.resolve("wrong.cl");
        Files.writeString(wrong, "__kernel void wrong(__global float* x) { x[0] = no_such_function(x[1]); }\n");
        files.add(files.size() / 2, wrong);
        Clang.Result result = Clang.check("nvptx64-nvidia-nvcl", files);
        assertEquals(1, result.exitCode(), result.output());
        assertTrue(result.output().contains("wrong.cl:1:49: error"), result.output());
        assertTrue(result.output().contains("no_such_function"), result.output());
    }

    @Test
    void every_program_compiles_under_oclgrind(@TempDir Path logs) throws Exception {
        int count = ProgramTexts.write(folder, Workloads.all()).size();
        Oclgrind.Result result = Oclgrind.run(logs, CompileProbe.class, folder.toString());
        assertEquals("compiled %d%n".formatted(count), result.process().output());
        assertEquals(0, result.process().exitCode());
    }

    /**
     * On the device of all other tests, PoCL's unless this machine has another, with the backend's own options: what another
     * test has compiled lies in PoCL's cache.
     */
    @Test
    void every_program_compiles_on_this_machine() throws Exception {
        ClDriver driver = ClDrivers.open(ClDrivers.LWJGL);
        ClDevice device = TestDevice.find(driver);
        long context = driver.createContext(device.platform().handle(), device.handle());
        String options = Programs.options(device);
        List<String> refused = new ArrayList<>();
        for (Path file : ProgramTexts.write(folder, Workloads.joined())) {
            try {
                long program = driver.buildProgram(context, device.handle(), ProgramTexts.read(file), options);
                driver.release(HandleKind.PROGRAM, program);
            } catch (ClBuildException failure) {
                refused.add(failure.log());
            }
        }
        driver.release(HandleKind.CONTEXT, context);
        assertEquals(List.of(), refused);
    }
}
