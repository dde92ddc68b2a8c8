package dev.pullback.opencl.oclgrind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.kernels.KernelCatalogue;
import dev.pullback.opencl.driver.ClDrivers;
import dev.pullback.opencl.oclgrind.OclgrindLog.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every kernel, in small sizes, where every access of every work-item is watched. */
class KernelsUnderOclgrindTest {

    private static final Pattern KERNEL =
            Pattern.compile("__kernel\\s+(?:__attribute__\\(\\(.*?\\)\\)\\)\\s+)?void\\s+(\\w+)\\(", Pattern.DOTALL);

    @Test
    void every_op_of_the_vocabulary_is_among_the_workloads() {
        assertEquals(Set.of(), Workloads.missingOps());
    }

    @Test
    void no_kernel_races_reads_the_unwritten_leaves_its_buffers_or_diverges(@TempDir Path folder) throws Exception {
        check(Oclgrind.run(folder, KernelProbe.class, ClDrivers.LWJGL));
    }

    /** What a kernel does is not the binding's business; that its arguments reach it, is: each list of kinds of them once. */
    @Test
    void nor_does_any_launched_through_the_other_binding(@TempDir Path folder) throws Exception {
        check(Oclgrind.run(folder, KernelProbe.class, ClDrivers.JOCL, KernelProbe.CALLS));
    }

    private static void check(Oclgrind.Result result) {
        String output = result.process().output();
        assertEquals(0, result.process().exitCode(), output);
        assertEquals(List.of(Kind.INVALID_WRITE), result.log().kindsIn(KernelProbe.PLANTED), "the planted fault");
        result.log().without(KernelProbe.PLANTED).complaint().ifPresent(org.junit.jupiter.api.Assertions::fail);
        assertEquals(List.of(), after("wrong ", output), "results that are not the reference's");
        assertTrue(output.contains("finished\n"), output);
        Set<String> kernels = kernels();
        kernels.add(KernelProbe.PLANTED);
        assertEquals(kernels, firstWords(after("launched ", output)), "kernel functions launched");
        assertEquals(new TreeSet<>(KernelCatalogue.names()), firstWords(after("source ", output)), "sources used");
    }

    /** The kernel functions of all sources. */
    private static Set<String> kernels() {
        Set<String> kernels = KernelCatalogue.names().stream()
                .map(name -> KernelCatalogue.source(name).text())
                .flatMap(text -> KERNEL.matcher(text).results())
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertFalse(kernels.isEmpty());
        return kernels;
    }

    private static List<String> after(String start, String output) {
        return output.lines()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .toList();
    }

    private static Set<String> firstWords(List<String> lines) {
        return lines.stream().map(line -> line.split(" ", 2)[0]).collect(Collectors.toCollection(TreeSet::new));
    }
}
