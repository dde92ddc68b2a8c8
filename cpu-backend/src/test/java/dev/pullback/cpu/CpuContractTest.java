package dev.pullback.cpu;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.BackendOptions;
import dev.pullback.conformance.junit.BackendContract;

class CpuContractTest extends BackendContract {

    @Override
    protected Backend open(BackendOptions options) {
        return new CpuProvider().open("", options);
    }
}
