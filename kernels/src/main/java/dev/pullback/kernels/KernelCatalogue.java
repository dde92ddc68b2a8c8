package dev.pullback.kernels;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The OpenCL C sources of this module, by file name. Safe for use by several threads. */
public final class KernelCatalogue {

    private static final List<String> NAMES = List.of(
            "argmax_cpu.cl",
            "argmax_gpu.cl",
            "block_transpose.cl",
            "copy_cpu.cl",
            "copy_gpu.cl",
            "elementwise_cpu.cl",
            "elementwise_gpu.cl",
            "epilogue.cl",
            "gather_cpu.cl",
            "gather_gpu.cl",
            "gemm_cpu.cl",
            "gemm_cpu_dot.cl",
            "gemm_cpu_pack.cl",
            "gemm_gpu.cl",
            "gemm_gpu_sum.cl",
            "lanes.cl",
            "lowest.cl",
            "pairwise.cl",
            "prologue.cl",
            "reduce_columns_cpu.cl",
            "reduce_columns_gpu.cl",
            "reduce_rows_cpu.cl",
            "reduce_rows_gpu.cl",
            "row_group.cl",
            "row_lanes.cl",
            "rows_cpu.cl",
            "rows_gpu.cl",
            "scalar.cl",
            "scatter_add_cpu.cl",
            "scatter_add_gpu.cl",
            "source.cl",
            "strides.cl",
            "transpose_cpu.cl",
            "transpose_gpu.cl",
            "vector.cl");

    private static final Map<String, KernelSource> LOADED = new ConcurrentHashMap<>();

    private KernelCatalogue() {}

    /** The names of all sources, in alphabetical order. */
    public static List<String> names() {
        return NAMES;
    }

    /**
     * The source of that name, read once and kept.
     *
     * @throws IllegalArgumentException if the catalogue has no such source
     */
    public static KernelSource source(String name) {
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException("No kernel source '%s'; there are %s".formatted(name, NAMES));
        }
        return LOADED.computeIfAbsent(name, KernelCatalogue::read);
    }

    private static KernelSource read(String name) {
        try (InputStream stream = KernelCatalogue.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("The kernels module was built without its resource " + name);
            }
            String text = new String(stream.readAllBytes(), StandardCharsets.US_ASCII);
            return new KernelSource(name, text, Sha256.of(text));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the kernel source " + name, e);
        }
    }
}
