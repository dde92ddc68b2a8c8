package dev.pullback.bench.peers.driver;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How each peer is started, with the settings that are best for it. */
public final class Launches {

    private static final String ADAPTERS = "dev.pullback.bench.peers.";
    private static final int JIT_REHEARSAL = 6_000;

    private final Path bench;
    private final Map<String, Launch> byName = new LinkedHashMap<>();

    /** @param bench the folder of module bench, which holds all that was built */
    public Launches(Path bench) {
        this.bench = bench.toAbsolutePath();
        pullback();
        blas("OpenBLAS", "BlasPeer", "openblas");
        blas("oneDNN", "BlasPeer", "onednn");
        blas("MKL", "BlasPeer", "mkl");
        blas(Launch.PEAK, "FmaPeer", "");
    }

    public Optional<Launch> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    private void pullback() {
        List<String> options = new ArrayList<>(List.of("--add-modules=jdk.incubator.vector", "-XX:+UseParallelGC"));
        options.add("--enable-native-access=ALL-UNNAMED");
        String more = System.getenv().getOrDefault("PULLBACK_JAVA_OPTS", "");
        options.addAll(
                Arrays.stream(more.split(" ")).filter(word -> !word.isEmpty()).toList());
        String jar = bench.resolve("target/benchmarks.jar").toString();
        add(new Launch("pullback", ADAPTERS + "pullback.PullbackPeer", "", jar, options, Map.of(), JIT_REHEARSAL));
    }

    /** OpenMP programs share one runtime in a process; MKL brings one of its own unless it is told not to. */
    private void blas(String name, String adapter, String argument) {
        Path natives = bench.resolve("peers/blas/target/natives");
        Map<String, String> environment = Map.of(
                "LD_LIBRARY_PATH", libraryFolders(natives),
                "MKL_THREADING_LAYER", "GNU",
                "MKL_INTERFACE_LAYER", "LP64",
                "MKL_DYNAMIC", "FALSE");
        List<String> options =
                List.of("--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-Dnatives=" + natives);
        add(new Launch(
                name, ADAPTERS + "blas." + adapter, argument, adapterClassPath("blas"), options, environment, 0));
    }

    private String adapterClassPath(String module) {
        Path target = bench.resolve("peers/" + module + "/target");
        return target.resolve("*") + File.pathSeparator + target.resolve("lib/*");
    }

    private static String libraryFolders(Path natives) {
        Path packages = natives.resolve("org/bytedeco");
        return String.join(
                File.pathSeparator,
                Arrays.stream(new String[] {"openblas", "dnnl", "mkl"})
                        .map(library ->
                                packages.resolve(library + "/linux-x86_64").toString())
                        .toList());
    }

    private void add(Launch launch) {
        byName.put(launch.name(), launch);
    }

    /** What stands in the way of a peer, in words; empty if nothing does. */
    public Optional<String> obstacle(String name) {
        Path handwritten = bench.resolve("peers/blas/target/natives/libhandwritten.so");
        boolean needsCompiler = name.equals(Launch.PEAK);
        return needsCompiler && !Files.exists(handwritten)
                ? Optional.of("needs a C compiler (gcc) and there is none")
                : Optional.empty();
    }
}
