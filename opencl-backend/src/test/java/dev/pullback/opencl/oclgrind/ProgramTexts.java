package dev.pullback.opencl.oclgrind;

import dev.pullback.api.graph.Graph;
import dev.pullback.api.plan.Plan;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import dev.pullback.kernels.ProgramText;
import dev.pullback.opencl.step.KernelFamily;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The programs that the backend makes of the workloads for every setup, fused and unfused, and of tensors too large for any
 * machine of today: planned on paper, nothing runs.
 */
final class ProgramTexts {

    private ProgramTexts() {}

    /** What each program is for, by its text. */
    private static Map<String, String> of(List<Workload> workloads) {
        List<Graph> graphs =
                new ArrayList<>(workloads.stream().map(Workload::graph).toList());
        graphs.add(hugeLoop());
        graphs.add(hugeCopy());
        Map<String, String> texts = new LinkedHashMap<>();
        for (Setup setup : Setup.values()) {
            for (boolean fusion : new boolean[] {true, false}) {
                KernelFamily family = KernelFamily.choose(setup.device(), setup.options(fusion));
                graphs.stream()
                        .flatMap(graph -> Plan.of(graph, fusion).steps().stream())
                        .flatMap(step -> family.launches(step).launches().stream())
                        .forEach(launch -> texts.putIfAbsent(
                                launch.source(), "%s of %s for %s".formatted(launch.kernel(), launch.label(), setup)));
            }
        }
        texts.putIfAbsent(blockedProduct(), "gemm_cpu in blocks of k");
        return texts;
    }

    /** One file each in a folder, named by number; their first line says what they are for. */
    static List<Path> write(Path folder, List<Workload> workloads) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Map.Entry<String, String> program : of(workloads).entrySet()) {
            Path file = folder.resolve("program%03d.cl".formatted(files.size()));
            Files.writeString(file, "// %s%n%s".formatted(program.getValue(), program.getKey()));
            files.add(file);
        }
        return files;
    }

    /** A program as the backend has it, without the line that says what it is for. */
    static String read(Path file) throws IOException {
        return Files.readString(file).split("\\R", 2)[1];
    }

    /** More elements than an int counts. */
    private static Graph hugeLoop() {
        return Graph.trace(
                TensorFunction.of((x, y) -> x.add(y)),
                TensorType.of(DType.FLOAT32, 70_000, 40_000),
                TensorType.of(DType.FLOAT32, 40_000));
    }

    private static Graph hugeCopy() {
        return Graph.trace(
                TensorFunction.of(x -> x.transpose(2, 1, 0)), TensorType.of(DType.FLOAT32, 2000, 1500, 1000));
    }

    /** The one variant of a kernel that is there to be used and not used by the backend. */
    private static String blockedProduct() {
        return ProgramText.compose()
                .define("T", "float")
                .define("VW", 8)
                .define("MR", 4)
                .define("NV", 2)
                .define("TRANS_A", 0)
                .define("B_PACKED", 1)
                .define("K_BLOCKED")
                .source("gemm_cpu.cl")
                .build()
                .text();
    }
}
