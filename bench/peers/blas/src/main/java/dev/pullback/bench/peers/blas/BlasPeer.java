package dev.pullback.bench.peers.blas;

import dev.pullback.bench.peers.peer.Peer;
import dev.pullback.bench.peers.peer.Task;
import dev.pullback.bench.peers.work.Gemm;
import dev.pullback.bench.peers.work.TrainingStep;
import dev.pullback.bench.peers.work.Workload;
import java.lang.foreign.SymbolLookup;
import java.util.Locale;

/** A library's matrix product, and a step in C over it. The number of threads is the library's own, by the environment. */
public final class BlasPeer implements Peer {

    private final int threads;
    private final Library library;
    private final SymbolLookup symbols;

    /** @param argument {@code openblas}, {@code onednn} or {@code mkl} */
    public BlasPeer(int threads, String argument) {
        this.threads = threads;
        library = Library.valueOf(argument.toUpperCase(Locale.ROOT));
        symbols = library.open();
    }

    @Override
    public String version() {
        try {
            return library.version(symbols);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Task prepare(Workload workload) {
        return switch (workload) {
            case Gemm gemm -> new BlasProduct(gemm, library.sgemm(symbols));
            case TrainingStep step -> new HandwrittenStep(step, library, symbols, elementwiseThreads());
            default -> throw new UnsupportedOperationException(workload.toString());
        };
    }

    /** OpenBLAS has a pool of its own, which OpenMP's would fight for the processors: it loses by far more than it gains. */
    private int elementwiseThreads() {
        return library == Library.OPENBLAS ? 1 : threads;
    }
}
