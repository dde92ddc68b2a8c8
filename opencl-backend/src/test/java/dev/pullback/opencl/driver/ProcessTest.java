package dev.pullback.opencl.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What depends on the state of a whole process: each case has one of its own. */
class ProcessTest {

    @ParameterizedTest
    @ValueSource(strings = {ClDrivers.LWJGL, ClDrivers.JOCL})
    void integerDivisionByZeroStillThrowsAfterOpenClWasUsed(String binding) throws Exception {
        for (String mode : new String[] {"-Xmixed", "-Xint"}) {
            JavaProcess.Result result = new JavaProcess()
                    .withoutEnvironment("POCL_SIGFPE_HANDLER")
                    .option(mode)
                    .run(DivisionProbe.class, binding);
            assertEquals(0, result.exitCode(), result.output());
            assertTrue(result.output().contains("wrong divisions: 0"), mode + ": " + result.output());
        }
    }

    @Test
    void programsAreCompiledWhileTheJvmUsesItsSignals(@TempDir Path cache) throws Exception {
        JavaProcess.Result result = new JavaProcess()
                .environment("POCL_CACHE_DIR", cache.toString())
                .run(SignalProbe.class, ClDrivers.LWJGL);
        assertOutput("lost programs: 0\n", result);
    }

    @Test
    void aTrainingStepThroughLwjglAllocatesNothing() throws Exception {
        JavaProcess.Result result = new JavaProcess().run(AllocationProbe.class, ClDrivers.LWJGL);
        assertEquals(0, result.exitCode(), result.output());
        assertTrue(result.output().contains("bytes per launch: 0\n"), result.output());
    }

    @ParameterizedTest
    @ValueSource(strings = {ClDrivers.LWJGL, ClDrivers.JOCL})
    void aMachineWithoutPlatformsHasAnEmptyList(String binding, @TempDir Path empty) throws Exception {
        JavaProcess.Result result =
                new JavaProcess().environment("OCL_ICD_VENDORS", empty + "/").run(BindingProbe.class, binding);
        assertOutput("platforms: 0\nplatforms: 0\n", result);
    }

    @ParameterizedTest
    @ValueSource(strings = {ClDrivers.LWJGL, ClDrivers.JOCL})
    void aMachineWithoutTheLibraryIsToldWhatToInstall(String binding) throws Exception {
        JavaProcess.Result result = new JavaProcess()
                .option("-D" + OpenClLibrary.PROPERTY + "=libNoSuchOpenCL.so.1")
                .run(BindingProbe.class, binding);
        String line = "refused: OpenCL binding " + binding + ": no OpenCL library (libNoSuchOpenCL.so.1) was found; "
                + OpenClLibrary.INSTALL_HINT + "\n";
        assertOutput(line + line, result);
    }

    @Test
    void eitherBindingWorksWithoutTheOthersJars() throws Exception {
        assertPlatforms(new JavaProcess().withoutJars("lwjgl").run(BindingProbe.class, ClDrivers.JOCL));
        assertPlatforms(new JavaProcess().withoutJars("jocl").run(BindingProbe.class, ClDrivers.LWJGL));
    }

    @Test
    void aMissingJarIsNamedEveryTime() throws Exception {
        JavaProcess.Result jocl = new JavaProcess().withoutJars("jocl").run(BindingProbe.class, ClDrivers.JOCL);
        assertRefusals(jocl, "its classes are missing", "org.jocl:jocl");
        JavaProcess.Result lwjgl = new JavaProcess().withoutJars("lwjgl").run(BindingProbe.class, ClDrivers.LWJGL);
        assertRefusals(lwjgl, "its classes are missing", "org.lwjgl:lwjgl-opencl");
        JavaProcess.Result natives = new JavaProcess().withoutJars("lwjgl-3").run(BindingProbe.class, ClDrivers.LWJGL);
        assertRefusals(natives, "OpenCL binding lwjgl", "natives");
    }

    @Test
    void aJvmThatDeniesNativeAccessIsToldTheOption() throws Exception {
        for (String binding : ClDrivers.BINDINGS) {
            JavaProcess.Result result = new JavaProcess().denyingNativeAccess().run(BindingProbe.class, binding);
            assertRefusals(result, "denies native access", "--enable-native-access=ALL-UNNAMED");
        }
    }

    @Test
    void anUnknownBindingIsToldTheKnownOnes() throws Exception {
        JavaProcess.Result result = new JavaProcess().run(BindingProbe.class, "vulkan");
        assertRefusals(result, "no such binding", "[lwjgl, jocl]");
    }

    private static void assertPlatforms(JavaProcess.Result result) {
        assertEquals(0, result.exitCode(), result.output());
        assertTrue(result.output().matches("(?s)(platforms: [1-9]\\d*\n){2}"), result.output());
    }

    private static void assertRefusals(JavaProcess.Result result, String... parts) {
        assertEquals(0, result.exitCode(), result.output());
        String[] lines = result.output()
                .lines()
                .filter(line -> line.startsWith("refused:"))
                .toArray(String[]::new);
        assertEquals(2, lines.length, result.output());
        for (String line : lines) {
            for (String part : parts) {
                assertTrue(line.contains(part), result.output());
            }
        }
    }

    private static void assertOutput(String expected, JavaProcess.Result result) {
        assertEquals(0, result.exitCode(), result.output());
        assertEquals(expected, result.output());
    }
}
