package dev.pullback.examples.op;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.BackendOptions;
import dev.pullback.api.backend.Backends;

/** Every backend there is, in each of its ways to run an op. */
enum Target {
    REFERENCE("reference", BackendOptions.defaults()),
    TOY("toy", BackendOptions.defaults()),
    CPU("cpu", BackendOptions.defaults()),
    CPU_UNFUSED("cpu", BackendOptions.defaults().withFusion(false)),
    OPENCL_LWJGL("opencl", BackendOptions.defaults().with("binding", "lwjgl").with("family", "cpu")),
    OPENCL_JOCL("opencl", BackendOptions.defaults().with("binding", "jocl").with("family", "gpu")),
    OPENCL_UNFUSED("opencl", BackendOptions.defaults().withFusion(false));

    private final String id;
    private final BackendOptions options;

    Target(String id, BackendOptions options) {
        this.id = id;
        this.options = options;
    }

    Backend open() {
        return Backends.open(id, options);
    }
}
