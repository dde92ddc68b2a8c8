package dev.pullback.opencl;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.BackendOptions;
import dev.pullback.conformance.junit.BackendContract;
import dev.pullback.conformance.kit.Candidate;
import dev.pullback.opencl.driver.ClDrivers;
import java.util.Optional;

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
        return open(binding, options);
    }

    /** The other binding: the same kernels on the same device, so the same bits. */
    @Override
    protected final Optional<Candidate.Opener> twin() {
        String other = binding.equals(ClDrivers.LWJGL) ? ClDrivers.JOCL : ClDrivers.LWJGL;
        return Optional.of(options -> open(other, options));
    }

    private Backend open(String through, BackendOptions options) {
        return TestBackend.open(options.with("binding", through).with("family", family));
    }
}
