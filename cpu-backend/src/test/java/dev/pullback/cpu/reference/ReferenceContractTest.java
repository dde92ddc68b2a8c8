package dev.pullback.cpu.reference;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.BackendOptions;
import dev.pullback.conformance.junit.BackendContract;

class ReferenceContractTest extends BackendContract {

    @Override
    protected Backend open(BackendOptions options) {
        return new ReferenceProvider().open("", options);
    }
}
