package dev.pullback.api.backend;

import dev.pullback.api.type.DType;
import java.util.Set;

/**
 * What a backend can do on its device.
 *
 * @param dtypes the dtypes it computes in; float32, int32 and bool always
 * @param denormals whether float32 numbers below 2⁻¹²⁶ survive, or may become zero
 * @param deterministic whether the same graph on the same device gives the same bits every time
 * @param guards whether {@link BackendOptions#guarded()} is heeded
 * @param maxBufferBytes the largest single buffer
 */
public record Capabilities(
        Set<DType> dtypes, boolean denormals, boolean deterministic, boolean guards, long maxBufferBytes) {

    public Capabilities {
        dtypes = Set.copyOf(dtypes);
    }
}
