package dev.pullback.conformance.kit;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.BackendOptions;
import dev.pullback.api.backend.Buffer;
import dev.pullback.api.backend.Executable;
import dev.pullback.api.error.ClosedException;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import dev.pullback.conformance.numeric.Family;
import dev.pullback.conformance.numeric.Values;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** How a backend behaves beside its numbers: what it says of itself, transfers, order, scopes, profile. */
final class Conduct {

    private static final TensorType TYPE = TensorType.of(DType.FLOAT32, 33);

    private static final int[] LENGTHS = {0, 1, 3, 65, 1_000_003};

    private Conduct() {}

    static List<Batch> batches() {
        List<Batch> batches = new ArrayList<>();
        batches.add(trial("backend", "describes itself", candidate -> describesItself(candidate.backend())));
        for (DType dtype : DType.values()) {
            for (int length : LENGTHS) {
                var trial = new Trial(Check.CONDUCT, "buffer", "%s[%d] is kept".formatted(dtype.label(), length));
                batches.add(new Single(trial, Set.of(dtype), candidate -> {
                    keepsWhatIsWritten(candidate.backend(), dtype, length);
                    return 0;
                }));
            }
        }
        batches.add(
                trial("program", "writes and runs keep their order", candidate -> keepsTheOrder(candidate.backend())));
        batches.add(
                trial("tensor", "ends with its scope", candidate -> closesTensorsWithTheirScope(candidate.backend())));
        batches.add(trial("profile", "counts launches if asked to", candidate -> {
            try (Backend counting = candidate.another(BackendOptions.defaults().withProfile(true))) {
                countsWhatRan(counting, candidate.backend());
            }
        }));
        return batches;
    }

    private static Single trial(String subject, String name, Single.Conduct conduct) {
        return Single.of(Check.CONDUCT, subject, name, conduct);
    }

    /** What it says of itself is there and fits together. */
    private static void describesItself(Backend backend) {
        Expect.that(!backend.id().isBlank() && !backend.id().contains(":"), "the id is '%s'".formatted(backend.id()));
        Expect.that(!backend.device().name().isBlank(), "the device has no name");
        Set<DType> always = Set.of(DType.FLOAT32, DType.INT32, DType.BOOL);
        Expect.that(
                backend.capabilities().dtypes().containsAll(always), () -> "it must compute in %s".formatted(always));
        Expect.that(backend.capabilities().maxBufferBytes() > 0, "the largest buffer is empty");
        try (Executable program = backend.compile(Graph.trace(TensorFunction.of(x -> x.exp()), TYPE))) {
            Expect.that(!program.describe().isEmpty(), "a program does not tell its steps");
        }
    }

    /** Every element of every dtype comes back, from memory on the heap and off it, at any address. */
    private static void keepsWhatIsWritten(Backend backend, DType dtype, int length) {
        Values values = Family.SPECIAL.draw(TensorType.of(dtype, length), length);
        long bytes = values.type().bytes();
        try (Buffer buffer = backend.allocate(values.type());
                Arena arena = Arena.ofConfined()) {
            buffer.write(values.toMemory());
            Expect.that(values.sameBits(Execution.read(buffer)), "through memory off the heap");
            MemorySegment odd = arena.allocate(bytes + 1).asSlice(1, bytes);
            buffer.read(odd);
            Expect.equal(-1L, odd.mismatch(values.toMemory()), "first difference, read to an odd address");
            byte[] heap = new byte[(int) bytes];
            buffer.write(odd);
            buffer.read(MemorySegment.ofArray(heap));
            Expect.equal(
                    -1L, MemorySegment.ofArray(heap).mismatch(values.toMemory()), "first difference, read to the heap");
        }
    }

    /** A write returns when the source may be reused, and runs see what was written before them, not after. */
    private static void keepsTheOrder(Backend backend) {
        Graph graph = Graph.trace(TensorFunction.of(x -> x.add(1)), TYPE);
        List<Buffer> outputs = new ArrayList<>();
        try (Executable program = backend.compile(graph);
                Buffer input = backend.allocate(TYPE)) {
            float[] source = new float[33];
            for (int run = 0; run < 20; run++) {
                Arrays.fill(source, run);
                input.write(MemorySegment.ofArray(source));
                outputs.add(backend.allocate(TYPE));
                program.run(List.of(input), List.of(outputs.getLast()));
            }
            backend.synchronize();
            for (int run = 0; run < outputs.size(); run++) {
                Expect.equal(run + 1.0, Execution.read(outputs.get(run)).get(32), "run " + run);
            }
        } finally {
            outputs.forEach(Buffer::close);
        }
    }

    /** Tensors made in a scope end with it, except those that are kept. */
    private static void closesTensorsWithTheirScope(Backend backend) {
        Tensor inner;
        Tensor kept;
        try (var scope = backend.scope()) {
            inner = backend.tensor(new float[] {1, 2}, 2).add(1);
            kept = scope.keep(inner.mul(2));
        }
        Expect.that(Arrays.equals(new float[] {4, 6}, kept.stored().toFloats()), "a kept tensor lost its values");
        Expect.thrown(ClosedException.class, () -> inner.stored().toFloats(), "reading a tensor after its scope");
        kept.stored().close();
    }

    /** A backend that counts names what ran and how often, and one that does not count says nothing. */
    private static void countsWhatRan(Backend counting, Backend silent) {
        for (Backend backend : List.of(counting, silent)) {
            backend.resetProfile();
            Training.SQUARES.run(backend, 3);
        }
        var profile = counting.profile();
        Expect.that(!profile.entries().isEmpty(), "the profile has no entries");
        Expect.that(
                profile.entries().stream().allMatch(entry -> entry.launches() % 3 == 0),
                () -> "three launches each: " + profile);
        Expect.that(
                profile.entries().stream().anyMatch(entry -> entry.kernel().contains("matmul")),
                () -> "matmul is not in " + profile);
        Expect.that(profile.totalNanos() > 0, "the profile shows no time");
        counting.resetProfile();
        Expect.that(counting.profile().entries().isEmpty(), "a reset profile has entries");
        Expect.that(silent.profile().entries().isEmpty(), "a profile that nobody asked for");
    }
}
