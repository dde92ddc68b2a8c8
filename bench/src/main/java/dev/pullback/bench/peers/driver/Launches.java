package dev.pullback.bench.peers.driver;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How each peer is started, with the settings that are best for it. */
public final class Launches {

    static final List<String> PRODUCTS = List.of(Launch.OURS, "OpenBLAS", "oneDNN", "MKL", Launch.PEAK);
    static final List<String> ELEMENTWISE = List.of(Launch.OURS, "TensorFlow", "Math, scalar", "memory copy");
    static final List<String> TRAINING = List.of(
            Launch.OURS,
            "pullback session",
            "C on oneDNN",
            "C on OpenBLAS",
            "C on MKL",
            "TensorFlow",
            "DJL-PyTorch",
            "ND4J",
            Launch.PEAK);
    static final List<String> STARTING = List.of(Launch.OURS, "C on OpenBLAS", "TensorFlow", "DJL-PyTorch", "ND4J");

    private static final String PACKAGE = "dev.pullback.bench.peers.";
    private static final int JIT_REHEARSAL = 18_000;
    private static final int LIBRARY_REHEARSAL = 1_500;

    private final Path bench;
    private final Map<String, Launch> byName = new LinkedHashMap<>();

    /** @param bench the folder of module bench, which holds all that was built */
    public Launches(Path bench) {
        this.bench = bench.toAbsolutePath();
        inBench(Launch.OURS, "pullback.PullbackPeer", "", JIT_REHEARSAL);
        inBench("pullback session", "pullback.PullbackPeer", "session", JIT_REHEARSAL);
        inBench("Math, scalar", "plain.PlainPeer", "math", LIBRARY_REHEARSAL);
        inBench("memory copy", "plain.PlainPeer", "copy", 0);
        for (String library : List.of("OpenBLAS", "oneDNN", "MKL")) {
            blas(library, "BlasPeer", library);
            blas("C on " + library, "BlasPeer", library);
        }
        blas(Launch.PEAK, "FmaPeer", "");
        library("TensorFlow", "tensorflow", "TensorFlowPeer", List.of(), Map.of("TF_CPP_MIN_LOG_LEVEL", "2"));
        library(
                "DJL-PyTorch",
                "djl",
                "DjlPeer",
                List.of("-Dai.djl.offline=true"),
                Map.of("DJL_CACHE_DIR", cache("djl").toString()));
        library("ND4J", "nd4j", "Nd4jPeer", List.of(), nd4jEnvironment());
    }

    public Launch named(String name) {
        return byName.get(name);
    }

    /** What stands in the way of a peer, in words; empty if nothing does. */
    public Optional<String> obstacle(String name) {
        boolean written = name.equals(Launch.PEAK) || name.startsWith("C on ");
        return written && !Files.exists(natives().resolve("libhandwritten.so"))
                ? Optional.of("needs a C compiler, and no gcc was found when the adapters were built")
                : Optional.empty();
    }

    private void inBench(String name, String adapter, String argument, int rehearsal) {
        List<String> options = new ArrayList<>(List.of("--add-modules=jdk.incubator.vector", "-XX:+UseParallelGC"));
        options.add("--enable-native-access=ALL-UNNAMED");
        String more = System.getenv().getOrDefault("PULLBACK_JAVA_OPTS", "");
        Stream.of(more.split(" ", -1)).filter(word -> !word.isEmpty()).forEach(options::add);
        String jar = bench.resolve("target/benchmarks.jar").toString();
        add(new Launch(name, PACKAGE + adapter, argument, jar, options, Map.of(), rehearsal));
    }

    /** OpenMP programs share one runtime in a process; MKL brings one of its own unless it is told not to. */
    private void blas(String name, String adapter, String library) {
        Map<String, String> environment = Map.of(
                "LD_LIBRARY_PATH", libraryFolders(),
                "MKL_THREADING_LAYER", "GNU",
                "MKL_INTERFACE_LAYER", "LP64",
                "MKL_DYNAMIC", "FALSE");
        List<String> options =
                List.of("--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-Dnatives=" + natives());
        add(new Launch(name, PACKAGE + "blas." + adapter, library, classPath("blas"), options, environment, 0));
    }

    private void library(
            String name, String module, String adapter, List<String> options, Map<String, String> environment) {
        List<String> all = new ArrayList<>(options);
        all.add("--enable-native-access=ALL-UNNAMED");
        all.add("--sun-misc-unsafe-memory-access=allow");
        all.add("-Dorg.bytedeco.javacpp.cachedir=" + cache(module));
        String adapterClass = PACKAGE + module + "." + adapter;
        add(new Launch(name, adapterClass, "", classPath(module), all, environment, LIBRARY_REHEARSAL));
    }

    /**
     * ND4J has OpenMP threads and those of an OpenBLAS of 2021: the former must not spin while the latter work, and the latter take
     * a processor that they do not know for one without AVX-512.
     */
    private static Map<String, String> nd4jEnvironment() {
        Map<String, String> environment = new HashMap<>(Map.of("OMP_WAIT_POLICY", "passive"));
        if (Machine.has("avx512f")) {
            environment.put("OPENBLAS_CORETYPE", "SkylakeX");
        }
        return environment;
    }

    /** Where libraries unpack themselves at their first start. */
    private Path cache(String module) {
        return bench.resolve("peers/" + module + "/target/cache");
    }

    private Path natives() {
        return bench.resolve("peers/blas/target/natives");
    }

    private String classPath(String module) {
        Path target = bench.resolve("peers/" + module + "/target");
        return target.resolve("*") + File.pathSeparator + target.resolve("lib/*");
    }

    private String libraryFolders() {
        return Arrays.stream(new String[] {"openblas", "dnnl", "mkl"})
                .map(library -> natives()
                        .resolve("org/bytedeco/" + library + "/linux-x86_64")
                        .toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private void add(Launch launch) {
        byName.put(launch.name(), launch);
    }
}
