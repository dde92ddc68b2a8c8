package dev.pullback.conformance.kit;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.BackendOptions;
import dev.pullback.api.backend.Backends;
import dev.pullback.api.backend.Capabilities;
import dev.pullback.api.type.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The backend under test, in every way the kit needs it: as users open it, with fusion off, with guarded memory, a second
 * time, and beside the oracle. Each is opened when it is first asked for.
 */
public final class Candidate implements AutoCloseable {

    /** The backend whose results count as right. */
    public static final String ORACLE = "reference";

    /** Opens the backend under test. */
    @FunctionalInterface
    public interface Opener {
        Backend open(BackendOptions options);
    }

    private final Opener opener;
    private final Optional<Opener> twinOpener;
    private final List<Backend> opened = new ArrayList<>();
    private Backend backend;
    private Backend unfused;
    private Backend guarded;
    private Backend twin;
    private Backend oracle;

    /** The oracle must be among the backends that can be found. */
    public Candidate(Opener opener) {
        this(opener, Optional.empty());
    }

    private Candidate(Opener opener, Optional<Opener> twinOpener) {
        this.opener = opener;
        this.twinOpener = twinOpener;
    }

    /** The same, beside a second way to the same device, through which every result must have the same bits. */
    public Candidate withTwin(Opener other) {
        return new Candidate(opener, Optional.of(other));
    }

    /** As users open it: with fusion. */
    public synchronized Backend backend() {
        if (backend == null) {
            backend = open(BackendOptions.defaults());
        }
        return backend;
    }

    /** Op by op. */
    synchronized Backend unfused() {
        if (unfused == null) {
            unfused = open(BackendOptions.defaults().withFusion(false));
        }
        return unfused;
    }

    /** With guarded memory. */
    synchronized Backend guarded() {
        if (guarded == null) {
            guarded = open(BackendOptions.defaults().withGuards(true));
        }
        return guarded;
    }

    boolean hasTwin() {
        return twinOpener.isPresent();
    }

    synchronized Backend twin() {
        if (twin == null) {
            twin = remember(twinOpener.orElseThrow().open(BackendOptions.defaults()));
        }
        return twin;
    }

    synchronized Backend oracle() {
        if (oracle == null) {
            oracle = remember(Backends.open(ORACLE));
        }
        return oracle;
    }

    /** The same with nothing opened yet, so that nothing that was done before can matter. */
    Candidate afresh() {
        return new Candidate(opener, twinOpener);
    }

    /** One more, which the caller closes. */
    Backend another(BackendOptions options) {
        return opener.open(options);
    }

    Capabilities capabilities() {
        return backend().capabilities();
    }

    /** Which of these dtypes it cannot compute in, as a reason; nothing if it can in all of them. */
    Optional<String> lacks(Set<DType> needs) {
        Set<DType> missing = new TreeSet<>(needs);
        missing.removeAll(capabilities().dtypes());
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of("the device has no "
                        + missing.stream().map(DType::label).collect(Collectors.joining(" and no ")));
    }

    private Backend open(BackendOptions options) {
        return remember(opener.open(options));
    }

    private Backend remember(Backend one) {
        opened.add(one);
        return one;
    }

    @Override
    public synchronized void close() {
        opened.reversed().forEach(Backend::close);
        opened.clear();
    }
}
