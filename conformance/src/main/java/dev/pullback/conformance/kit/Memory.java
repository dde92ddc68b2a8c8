package dev.pullback.conformance.kit;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.Buffer;
import dev.pullback.api.backend.MemoryUse;
import dev.pullback.api.error.OutOfDeviceMemoryException;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import dev.pullback.conformance.cases.Case;
import dev.pullback.conformance.cases.CaseList;
import dev.pullback.conformance.cases.Expressions;
import dev.pullback.conformance.numeric.Family;
import dev.pullback.conformance.numeric.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** No kernel reads or writes outside its memory or reads what nobody wrote, and all memory comes back. */
final class Memory {

    private static final int STEPS = 1000;

    /** Every zone is compared after every step, so the work grows with the square of what is run together. */
    private static final int TOGETHER = 32;

    private Memory() {}

    static List<Batch> batches() {
        List<Case> cases = Stream.concat(CaseList.ofEachShape().stream(), Expressions.all().stream())
                .toList();
        List<Batch> batches = new ArrayList<>();
        CaseBatch.of(Check.MEMORY, cases, TOGETHER, Memory::betweenGuards).stream()
                .map(batch -> new Conditional(batch, Memory::unguarded))
                .forEach(batches::add);
        for (Training training : Training.values()) {
            batches.add(trial(
                    "training",
                    "%d steps of %s leave nothing behind".formatted(STEPS, training.label()),
                    candidate -> leavesNothing(candidate.backend(), () -> training.run(candidate.backend(), STEPS))));
            batches.add(new Conditional(
                    trial("training", training.label() + " between guard zones", candidate -> {
                        Training.Outcome guarded = training.run(candidate.guarded(), 5);
                        guarded.requireSameBits(training.run(candidate.backend(), 5));
                    }),
                    Memory::unguarded));
        }
        batches.add(trial("buffer", "all are counted", candidate -> countsBuffers(candidate.backend())));
        batches.add(
                trial("buffer", "a full device takes what fits", candidate -> worksAfterRefusal(candidate.backend())));
        return batches;
    }

    private static Single trial(String subject, String name, Single.Conduct conduct) {
        return Single.of(Check.MEMORY, subject, name, conduct);
    }

    private static Optional<String> unguarded(Candidate candidate) {
        return candidate.capabilities().guards() ? Optional.empty() : Optional.of("the backend has no guarded memory");
    }

    /** Guard zones and fresh memory hold NaN: who reads them shows it, who writes them is caught by the backend itself. */
    private static List<Finding> betweenGuards(Candidate candidate, List<Case> cases) {
        Backend guarded = candidate.guarded();
        MemoryUse before = guarded.memory();
        List<Finding> findings = new Checker(guarded, candidate.oracle()).findings(cases);
        Expect.equal(before, guarded.memory(), "memory in use after all was closed");
        return findings;
    }

    private static void leavesNothing(Backend backend, Runnable work) {
        MemoryUse before = backend.memory();
        work.run();
        Expect.equal(before, backend.memory(), "memory in use after all was closed");
    }

    /** The count rises with every buffer, falls with every one closed, and closing twice counts once. */
    private static void countsBuffers(Backend backend) {
        MemoryUse before = backend.memory();
        TensorType type = TensorType.of(DType.FLOAT32, 1000);
        Buffer first = backend.allocate(type);
        Buffer second = backend.allocate(type);
        MemoryUse both = backend.memory();
        Expect.equal(before.blocks() + 2, both.blocks(), "blocks with two buffers");
        Expect.that(
                both.bytes() - before.bytes() >= 2 * type.bytes(),
                () -> "two buffers of %d bytes count %d".formatted(type.bytes(), both.bytes() - before.bytes()));
        first.close();
        first.close();
        Expect.equal(before.blocks() + 1, backend.memory().blocks(), "blocks when one was closed twice");
        second.close();
        Expect.equal(before, backend.memory(), "memory in use when both are closed");
    }

    /** What is too large is refused, nothing is lost by it, and the next request works. */
    private static void worksAfterRefusal(Backend backend) {
        MemoryUse before = backend.memory();
        TensorType tooLarge = TensorType.of(DType.FLOAT32, Integer.MAX_VALUE, 4096);
        for (int attempt = 0; attempt < 3; attempt++) {
            Expect.thrown(
                    OutOfDeviceMemoryException.class,
                    () -> backend.allocate(tooLarge).close(),
                    "32 TiB");
        }
        Expect.equal(before, backend.memory(), "memory in use after refusals");
        Values values = Family.NORMAL.draw(TensorType.of(DType.FLOAT32, 1000), 1);
        try (Buffer buffer = Execution.buffer(backend, values)) {
            Expect.that(values.sameBits(Execution.read(buffer)), "a buffer after a refusal keeps its values");
        }
    }
}
