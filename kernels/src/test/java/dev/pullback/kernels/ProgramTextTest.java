package dev.pullback.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProgramTextTest {

    static java.util.List<String> names() {
        return KernelCatalogue.names();
    }

    @Test
    void macrosComeFirstThenSourcesAndCodeInOrder() {
        String text = ProgramText.compose()
                .source("scalar.cl")
                .code("static float epilogue_marker;")
                .source("epilogue.cl")
                .define("T", "float")
                .define("VW", 16)
                .define("FP64")
                .build()
                .text();
        assertTrue(text.startsWith("#define T float\n#define VW 16\n#define FP64\n// scalar.cl"));
        int scalar = text.indexOf("PB_FLOATING");
        int code = text.indexOf("epilogue_marker");
        int epilogue = text.indexOf("#define EPILOGUE_PARAMS");
        assertTrue(scalar < code && code < epilogue);
    }

    @Test
    void aSourceEntersOnceHoweverOftenItIsIncluded() {
        String text = ProgramText.compose()
                .source("scalar.cl")
                .source("gemm_cpu.cl")
                .source("scalar.cl")
                .build()
                .text();
        assertEquals(text.indexOf("// scalar.cl"), text.lastIndexOf("// scalar.cl"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void noIncludeIsLeftForTheDriverToResolve(String name) {
        assertFalse(ProgramText.compose().source(name).build().text().contains("#include"));
    }

    @Test
    void theKeyFollowsTheText() {
        ProgramText.Composer composer = ProgramText.compose().source("gemm_gpu.cl");
        String key = composer.build().sha256();
        assertEquals(key, ProgramText.compose().source("gemm_gpu.cl").build().sha256());
        assertNotEquals(key, composer.define("BM", 64).build().sha256());
    }

    @Test
    void anUnknownSourceIsRefused() {
        ProgramText.Composer composer = ProgramText.compose();
        assertThrows(IllegalArgumentException.class, () -> composer.source("nothing.cl"));
    }
}
