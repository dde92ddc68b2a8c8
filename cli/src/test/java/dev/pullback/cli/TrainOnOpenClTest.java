package dev.pullback.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Needs an OpenCL device: without one these tests fail, and say what was looked for. */
class TrainOnOpenClTest {

    @ParameterizedTest
    @ValueSource(strings = {"lwjgl", "jocl"})
    void learnsTheDigitsOverEitherBinding(String binding) {
        Map<String, Object> result = Invocation.of("train", "--backend", "opencl", "--binding", binding, "--json")
                .succeeded()
                .json();

        assertTrue(Invocation.number(result, "accuracy") >= 0.96, result.toString());
        assertEquals("opencl", result.get("backend"));
        assertEquals(binding, result.get("binding"));
    }

    @Test
    void bindingAloneMeansOpenCl() {
        Map<String, Object> result = Invocation.of("train", "--binding", "jocl", "--epochs", "1", "--json")
                .succeeded()
                .json();

        assertEquals("opencl", result.get("backend"));
        assertEquals("jocl", result.get("binding"));
    }

    @Test
    void bothBindingsGiveTheSameBits() {
        Map<String, Object> lwjgl = threeEpochs("opencl+lwjgl");
        Map<String, Object> jocl = threeEpochs("opencl+jocl");

        assertEquals(lwjgl.get("first_losses"), jocl.get("first_losses"));
        assertEquals(lwjgl.get("losses"), jocl.get("losses"));
        assertEquals(lwjgl.get("accuracies"), jocl.get("accuracies"));
    }

    @Test
    void sameSeedTwiceGivesTheSameBits() {
        assertEquals(threeEpochs("opencl").get("losses"), threeEpochs("opencl").get("losses"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"on", "off"})
    void profileShowsMatmulSigmoidAndGradientKernels(String fusion) {
        Map<String, Object> result = Invocation.of(
                        "train", "--backend=opencl", "--epochs=1", "--profile", "--fusion", fusion, "--json")
                .succeeded()
                .json();

        List<Map<String, Object>> kernels = Invocation.objects(result, "profile");
        for (String part : List.of("matmul", "sigmoid", "gradient")) {
            List<Map<String, Object>> found = kernels.stream()
                    .filter(kernel -> ((String) kernel.get("kernel")).contains(part))
                    .toList();
            assertTrue(!found.isEmpty(), () -> part + " in " + kernels);
            for (Map<String, Object> kernel : found) {
                assertTrue(Invocation.number(kernel, "launches") > 0, kernel.toString());
                assertTrue(Invocation.number(kernel, "seconds") > 0, kernel.toString());
            }
        }
    }

    @Test
    void profileIsATableForPeople() {
        String out = Invocation.of("train", "--backend=opencl", "--epochs=1", "--profile")
                .succeeded()
                .out();

        assertTrue(out.matches("(?s).*kernel +launches +time \\(ms\\) +share +mean \\(us\\).*"), out);
        assertTrue(out.matches("(?s).*\\bmatmul[^\\n]*sigmoid +\\d+ +[0-9.,]+ +[0-9.]+ % +[0-9.,]+\\n.*"), out);
    }

    private static Map<String, Object> threeEpochs(String backend) {
        return Invocation.of("train", "--backend", backend, "--epochs", "3", "--json")
                .succeeded()
                .json();
    }
}
