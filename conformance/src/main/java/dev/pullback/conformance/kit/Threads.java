package dev.pullback.conformance.kit;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.BackendOptions;
import dev.pullback.api.backend.Executable;
import dev.pullback.api.backend.StoredTensor;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import dev.pullback.conformance.numeric.Family;
import dev.pullback.conformance.numeric.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Work of two threads at the same time, on one backend, on one program, on two backends. */
final class Threads {

    private static final int STEPS = 10;

    private Threads() {}

    static List<Batch> batches() {
        return List.of(
                trial("two train on one backend", candidate -> {
                    // Of two that do the same in step, each would find its own numbers in memory that they share.
                    sameAsAlone(
                            () -> Training.SQUARES.run(candidate.backend(), STEPS),
                            () -> Training.CROSS_ENTROPY.run(candidate.backend(), STEPS));
                }),
                trial("two share a program", candidate -> shareOneProgram(candidate.backend())),
                trial("each has a backend of its own", candidate -> {
                    try (Backend second = candidate.another(BackendOptions.defaults())) {
                        sameAsAlone(
                                () -> Training.SQUARES.run(candidate.backend(), STEPS),
                                () -> Training.CROSS_ENTROPY.run(second, STEPS));
                    }
                }),
                trial("the oracle works beside it", candidate -> {
                    Training.Outcome alone = Training.SQUARES.run(candidate.backend(), STEPS);
                    Training.Outcome oracleAlone = Training.SQUARES.run(candidate.oracle(), STEPS);
                    List<Training.Outcome> together = both(
                            () -> Training.SQUARES.run(candidate.backend(), STEPS),
                            () -> Training.SQUARES.run(candidate.oracle(), STEPS));
                    alone.requireSameBits(together.getFirst());
                    oracleAlone.requireSameBits(together.getLast());
                }));
    }

    private static Single trial(String name, Single.Conduct conduct) {
        return Single.of(Check.THREADS, "program", name, conduct);
    }

    private static void sameAsAlone(Callable<Training.Outcome> first, Callable<Training.Outcome> second)
            throws Exception {
        List<Training.Outcome> alone = List.of(first.call(), second.call());
        List<Training.Outcome> together = both(first, second);
        alone.getFirst().requireSameBits(together.getFirst());
        alone.getLast().requireSameBits(together.getLast());
    }

    /** Two threads may run one program, and two threads may run ops at once. */
    private static void shareOneProgram(Backend backend) throws Exception {
        Values x = Family.NORMAL.draw(TensorType.of(DType.FLOAT32, 17, 17), 5);
        Graph graph =
                Graph.trace(TensorFunction.of(a -> a.matmul(a).add(1).sigmoid().matmul(a)), x.type());
        try (Executable program = backend.compile(graph)) {
            Values alone = Execution.of(backend, program, graph, List.of(x)).getFirst();
            Callable<Void> work = () -> {
                for (int i = 0; i < 20; i++) {
                    Values together =
                            Execution.of(backend, program, graph, List.of(x)).getFirst();
                    Expect.that(alone.sameBits(together), "one program, run " + i);
                    try (StoredTensor a = backend.tensor(x.type(), x.toMemory())) {
                        Tensor eager = a.matmul(a).add(1).sigmoid();
                        Expect.equal(17 * 17, eager.stored().toFloats().length, "elements");
                        eager.stored().close();
                    }
                }
                return null;
            };
            both(work, work);
        }
    }

    private static <T> List<T> both(Callable<T> first, Callable<T> second) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<T> one = threads.submit(first);
            Future<T> other = threads.submit(second);
            List<T> results = new ArrayList<>();
            results.add(one.get());
            results.add(other.get());
            return results;
        }
    }
}
