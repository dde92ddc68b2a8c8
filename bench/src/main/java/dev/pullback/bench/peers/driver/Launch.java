package dev.pullback.bench.peers.driver;

import dev.pullback.bench.peers.work.FmaPeak;
import dev.pullback.bench.peers.work.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a peer is started.
 *
 * @param name of the peer, as in the report
 * @param adapter class of its {@code Peer}
 * @param argument for the adapter
 * @param classPath of its process
 * @param jvmOptions of its process
 * @param environment of its process, on top of the driver's
 * @param rehearsal milliseconds that the workloads together run in a fresh process before anything is timed: where a JIT compiler
 *     must come to rest
 */
public record Launch(
        String name,
        String adapter,
        String argument,
        String classPath,
        List<String> jvmOptions,
        Map<String, String> environment,
        int rehearsal) {

    public static final String OURS = "pullback";
    public static final String PEAK = "FMA peak";

    public Launch {
        jvmOptions = List.copyOf(jvmOptions);
        environment = Map.copyOf(environment);
    }

    /** The same with more options for the JVM. */
    Launch with(List<String> more) {
        List<String> options = new ArrayList<>(jvmOptions);
        options.addAll(more);
        return new Launch(name, adapter, argument, classPath, options, environment, rehearsal);
    }

    /** The peak is a peer for itself. */
    boolean runs(Workload workload) {
        return workload instanceof FmaPeak == name.equals(PEAK);
    }
}
