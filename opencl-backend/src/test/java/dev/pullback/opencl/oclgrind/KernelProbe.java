package dev.pullback.opencl.oclgrind;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.Backends;
import dev.pullback.api.backend.Buffer;
import dev.pullback.api.backend.Executable;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.plan.Plan;
import dev.pullback.api.plan.Step;
import dev.pullback.api.type.TensorType;
import dev.pullback.kernels.KernelCatalogue;
import dev.pullback.opencl.BackendOnDriver;
import dev.pullback.opencl.device.ClPlatform;
import dev.pullback.opencl.driver.ClDrivers;
import dev.pullback.opencl.driver.PlatformInfo;
import dev.pullback.opencl.step.Argument;
import dev.pullback.opencl.step.KernelFamily;
import dev.pullback.opencl.step.Launch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Runs every workload through the binding named first on the only device there is, described as one device after the other,
 * with fusion and (on one of two processors) without, and compares each result with the backend {@code reference}. With {@link #CALLS} behind the binding,
 * only those workloads that call a kernel function with arguments of other kinds than any before: all that a binding can get
 * wrong. Prints what was launched, one line each: {@code launched NAME TIMES}, {@code source FILE}, {@code wrong TEXT}, {@code
 * finished}.
 */
final class KernelProbe {

    /** The kernel of faults.cl that is launched first: a log without it has lost something. */
    static final String PLANTED = "invalid_write";

    static final String CALLS = "calls";

    private final boolean callsAlone;
    private final RecordingDriver recording;
    private final ClPlatform platform;
    private final long device;
    private final Backend oracle = Backends.open("reference");
    private final Set<Object> launched = new HashSet<>();

    private KernelProbe(String binding, boolean callsAlone) {
        this.callsAlone = callsAlone;
        recording = new RecordingDriver(ClDrivers.open(binding));
        long handle = recording.driver().platforms()[0];
        platform = new ClPlatform(0, handle, recording.driver().platformString(handle, PlatformInfo.NAME), "", "");
        device = recording.driver().devices(handle)[0];
    }

    public static void main(String[] arguments) throws IOException {
        var probe = new KernelProbe(arguments[0], List.of(arguments).contains(CALLS));
        new FaultsProbe(probe.recording.driver()).launch(PLANTED);
        for (Setup setup : Setup.values()) {
            probe.run(setup, true);
            if (setup != Setup.PROCESSOR_OF_8) { // unfused, its kernels are those of sixteen but for a number
                probe.run(setup, false);
            }
        }
        probe.report();
    }

    private void run(Setup setup, boolean fusion) {
        try (var opened =
                new BackendOnDriver(recording.driver(), setup.device(platform, device), setup.options(fusion))) {
            for (Workload workload : Workloads.all()) {
                // Not what has been launched before with the same sizes: much is the same for all GPUs, or cannot be
                // fused.
                // Elementwise ops that are not fused are what each of them is alone, which is a workload too.
                boolean apart = !fusion && isElementwise(workload);
                if (!apart && launched.addAll(launches(workload, setup, fusion))) {
                    compare(workload, opened.backend(), setup + (fusion ? "" : ", unfused"));
                    opened.trim();
                }
            }
        }
    }

    private static boolean isElementwise(Workload workload) {
        return Plan.of(workload.graph(), false).steps().stream().allMatch(step -> step instanceof Step.ElementwiseStep);
    }

    /** A launch but for its buffers. */
    private record Launched(String source, String kernel, Launch.Grid grid, List<Argument> sizes) {}

    /** What a binding sees of a launch. */
    private record Called(String kernel, List<Class<?>> arguments) {}

    private List<?> launches(Workload workload, Setup setup, boolean fusion) {
        KernelFamily family = KernelFamily.choose(setup.device(), setup.options(fusion));
        return Plan.of(workload.graph(), fusion).steps().stream()
                .flatMap(step -> family.launches(step).launches().stream())
                .map(launch -> callsAlone
                        ? new Called(launch.kernel(), kinds(launch))
                        : new Launched(launch.source(), launch.kernel(), launch.grid(), sizes(launch)))
                .toList();
    }

    private static List<Class<?>> kinds(Launch launch) {
        return launch.arguments().stream().<Class<?>>map(Object::getClass).toList();
    }

    private static List<Argument> sizes(Launch launch) {
        return launch.arguments().stream()
                .filter(argument -> argument instanceof Argument.OfInt || argument instanceof Argument.OfLong)
                .toList();
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
        System.out.println("finished");
    }
}
