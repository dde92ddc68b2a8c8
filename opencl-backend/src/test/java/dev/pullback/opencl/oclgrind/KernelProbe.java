package dev.pullback.opencl.oclgrind;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.Backends;
import dev.pullback.api.backend.Buffer;
import dev.pullback.api.backend.Executable;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.type.TensorType;
import dev.pullback.kernels.KernelCatalogue;
import dev.pullback.opencl.BackendOnDriver;
import dev.pullback.opencl.device.ClPlatform;
import dev.pullback.opencl.driver.ClDrivers;
import dev.pullback.opencl.driver.PlatformInfo;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs every workload through the binding named first on the only device there is, described as one device after the other,
 * with fusion and without, and compares each result with the backend {@code reference}. Prints what was launched, one line
 * each: {@code launched NAME TIMES}, {@code source FILE}, {@code wrong TEXT}, {@code finished RUNS}.
 */
final class KernelProbe {

    /** How many workloads a complete run has run. */
    static final int RUNS = Setup.values().length * Workloads.all().size();

    private final RecordingDriver recording;
    private final ClPlatform platform;
    private final long device;
    private final Backend oracle = Backends.open("reference");
    private int runs;

    private KernelProbe(String binding) {
        recording = new RecordingDriver(ClDrivers.open(binding));
        long handle = recording.driver().platforms()[0];
        platform = new ClPlatform(0, handle, recording.driver().platformString(handle, PlatformInfo.NAME), "", "");
        device = recording.driver().devices(handle)[0];
    }

    public static void main(String[] arguments) {
        var probe = new KernelProbe(arguments[0]);
        // Each family fused and unfused, and each width and size of tile, in four instead of eight ways.
        probe.run(Setup.PROCESSOR_OF_8, true);
        probe.run(Setup.PROCESSOR_OF_16, false);
        probe.run(Setup.SMALL_GPU, true);
        probe.run(Setup.LARGE_GPU, false);
        probe.report();
    }

    private void run(Setup setup, boolean fusion) {
        try (var opened =
                new BackendOnDriver(recording.driver(), setup.device(platform, device), setup.options(fusion))) {
            for (Workload workload : Workloads.all()) {
                compare(workload, opened.backend(), setup + (fusion ? "" : ", unfused"));
                opened.trim();
                runs++;
            }
        }
    }

    private void compare(Workload workload, Backend backend, String where) {
        Graph graph = workload.graph();
        List<TensorValues> expected = results(oracle, graph, workload.inputs());
        List<TensorValues> actual = results(backend, graph, workload.inputs());
        for (int i = 0; i < expected.size(); i++) {
            String difference = actual.get(i).differenceFrom(expected.get(i));
            if (!difference.isEmpty()) {
                System.out.println("wrong " + where + ": " + workload + ", result " + i + ": " + difference);
            }
        }
    }

    private List<TensorValues> results(Backend backend, Graph graph, List<TensorValues> values) {
        List<Buffer> inputs = new ArrayList<>();
        List<Buffer> outputs = new ArrayList<>();
        try (Executable program = backend.compile(graph)) {
            for (TensorValues value : values) {
                Buffer input = allocate(backend, value.type());
                inputs.add(input);
                value.writeTo(input);
            }
            for (int i = 0; i < graph.outputs().size(); i++) {
                outputs.add(
                        i < graph.donations().size()
                                ? inputs.get(i)
                                : allocate(backend, graph.outputs().get(i).type()));
            }
            program.run(inputs, outputs);
            return outputs.stream().map(TensorValues::read).toList();
        } finally {
            inputs.forEach(Buffer::close);
            outputs.forEach(Buffer::close);
        }
    }

    private Buffer allocate(Backend backend, TensorType type) {
        return recording.withBuffersOf(type.bytes(), () -> backend.allocate(type));
    }

    private void report() {
        recording.launches().forEach((kernel, times) -> System.out.println("launched " + kernel + " " + times));
        for (String file : KernelCatalogue.names()) {
            // Every source begins with its own name.
            if (recording.launchedSources().stream().anyMatch(source -> source.contains("// " + file + ": "))) {
                System.out.println("source " + file);
            }
        }
        System.out.println("finished " + runs);
    }
}
