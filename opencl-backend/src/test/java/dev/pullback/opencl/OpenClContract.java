package dev.pullback.opencl;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.BackendOptions;
import dev.pullback.conformance.BackendContract;

/** The contract of all backends, through one binding and with the kernels of one family. */
abstract class OpenClContract extends BackendContract {

    private final String binding;
    private final String family;

    OpenClContract(String binding, String family) {
        this.binding = binding;
        this.family = family;
    }

    @Override
    protected final Backend open(BackendOptions options) {
        return TestBackend.open(options.with("binding", binding).with("family", family));
    }
}
