package dev.pullback.examples.toy;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.BackendOptions;
import dev.pullback.conformance.junit.BackendContract;

class ToyContractTest extends BackendContract {
    @Override
    protected Backend open(BackendOptions options) {
        return new ToyProvider().open("", options);
    }
}
