package dev.pullback.opencl;

import dev.pullback.api.error.DTypeException;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.type.DType;
import dev.pullback.opencl.device.ClDevice;

/** float64 is optional in OpenCL: without it a graph is refused before its kernels are. */
final class DoublePrecision {

    private DoublePrecision() {}

    static void require(ClDevice device, Graph graph) {
        if (device.floatingPoint().doublePrecision()) {
            return;
        }
        graph.nodes().stream()
                .filter(node -> node.dtype() == DType.FLOAT64)
                .findFirst()
                .ifPresent(node -> {
                    throw new DTypeException(
                            "%s has no float64 (cl_khr_fp64), but %s is of that dtype; use float32 or another device"
                                    .formatted(device.name(), node));
                });
    }
}
