package dev.pullback.cpu.reference;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.BackendOptions;
import dev.pullback.conformance.junit.BackendContract;
import dev.pullback.conformance.kit.Kit;

/** The oracle passes what all backends must, and the rules of derivatives are right on it. */
class ReferenceContractTest extends BackendContract {

    @Override
    protected Backend open(BackendOptions options) {
        return new ReferenceProvider().open("", options);
    }

    @Override
    protected Kit kit() {
        return Kit.complete().and(Kit.ofRules());
    }
}
