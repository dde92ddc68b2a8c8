package dev.pullback.bench.peers.driver;

import java.util.List;
import java.util.Map;

/** The variables of a peer's process: the number of threads under every name that libraries ask for. */
final class Environment {

    private static final List<String> THREADS =
            List.of("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "GOTO_NUM_THREADS");

    private Environment() {}

    static void apply(ProcessBuilder builder, Launch launch, int threads) {
        Map<String, String> variables = builder.environment();
        // Somebody's tuning for other programs is none of a fair comparison: each launch says what it wants.
        variables.keySet().removeIf(name -> name.matches("(OPENBLAS|OMP|GOMP|KMP|MKL|DNNL|ONEDNN|TF)_.*"));
        THREADS.forEach(name -> variables.put(name, Integer.toString(threads)));
        variables.putAll(launch.environment());
    }
}
