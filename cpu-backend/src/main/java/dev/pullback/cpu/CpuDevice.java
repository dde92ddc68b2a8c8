package dev.pullback.cpu;

import dev.pullback.api.backend.Device;
import jdk.incubator.vector.VectorShape;

/** This machine as a device. */
final class CpuDevice {

    private static final String ID = "0";

    private CpuDevice() {}

    /** @param threads how many threads compute on it */
    static Device describe(int threads) {
        int processors = Runtime.getRuntime().availableProcessors();
        String details = "%d processor%s, %d-bit vectors, %d thread%s, Java %s"
                .formatted(
                        processors,
                        processors == 1 ? "" : "s",
                        VectorShape.preferredShape().vectorBitSize(),
                        threads,
                        threads == 1 ? "" : "s",
                        Runtime.version());
        return new Device(ID, Machine.processor(), Device.Kind.CPU, Machine.memoryBytes(), details);
    }
}
