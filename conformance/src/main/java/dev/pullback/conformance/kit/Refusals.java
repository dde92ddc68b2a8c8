package dev.pullback.conformance.kit;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.BackendOptions;
import dev.pullback.api.backend.Buffer;
import dev.pullback.api.backend.Executable;
import dev.pullback.api.error.BackendMismatchException;
import dev.pullback.api.error.ClosedException;
import dev.pullback.api.error.OutOfDeviceMemoryException;
import dev.pullback.api.error.PullbackException;
import dev.pullback.api.error.ShapeException;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import dev.pullback.conformance.numeric.Values;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Wrong use is refused with the right exception, and leaves everything as it was. */
final class Refusals {

    private static final TensorType TYPE = TensorType.of(DType.FLOAT32, 2, 3);
    private static final Graph SUM = Graph.trace(TensorFunction.of((a, b) -> a.add(b)), TYPE, TYPE);
    private static final Graph UPDATE = SUM.donating(0, 0);
    private static final Graph PAIR =
            Graph.trace(inputs -> List.of(inputs.get(0).exp(), inputs.get(0).neg()), TYPE);

    private final Backend backend;
    private final Backend other;

    /** @param other a backend whose buffers are foreign to the first */
    private Refusals(Backend backend, Backend other) {
        this.backend = backend;
        this.other = other;
    }

    /** Something that is tried with buffers a and b of the graph's type, and a third to write to. */
    @FunctionalInterface
    private interface Attempt {
        void with(Refusals on, Buffer a, Buffer b, Buffer out);
    }

    static List<Batch> batches() {
        return List.of(
                refused(
                        "one input too few",
                        ShapeException.class,
                        (on, a, b, out) -> on.run(SUM, List.of(a), List.of(out))),
                refused(
                        "one output too many",
                        ShapeException.class,
                        (on, a, b, out) -> on.run(SUM, List.of(a, b), List.of(out, a))),
                refused(
                        "an input of another shape",
                        ShapeException.class,
                        (on, a, b, out) -> with(
                                on.backend,
                                TensorType.of(DType.FLOAT32, 3, 2),
                                wrong -> on.run(SUM, List.of(a, wrong), List.of(out)))),
                refused(
                        "an output of another dtype",
                        ShapeException.class,
                        (on, a, b, out) -> with(
                                on.backend,
                                TYPE.with(DType.INT32),
                                wrong -> on.run(SUM, List.of(a, b), List.of(wrong)))),
                refused(
                        "an output that is an input",
                        ShapeException.class,
                        (on, a, b, out) -> on.run(SUM, List.of(a, b), List.of(b))),
                refused(
                        "one buffer for two outputs",
                        ShapeException.class,
                        (on, a, b, out) -> on.run(PAIR, List.of(a), List.of(out, out))),
                refused(
                        "a donated input with another output",
                        ShapeException.class,
                        (on, a, b, out) -> on.run(UPDATE, List.of(a, b), List.of(out))),
                refused(
                        "a donated input that is another input too",
                        ShapeException.class,
                        (on, a, b, out) -> on.run(UPDATE, List.of(a, a), List.of(a))),
                refused(
                        "a buffer of another backend",
                        BackendMismatchException.class,
                        (on, a, b, out) ->
                                with(on.other, TYPE, foreign -> on.run(SUM, List.of(a, foreign), List.of(out)))),
                refused(
                        "a missing buffer",
                        BackendMismatchException.class,
                        (on, a, b, out) -> on.run(SUM, Arrays.asList(a, null), List.of(out))),
                refused(
                        "tensors of two backends in one op",
                        BackendMismatchException.class,
                        (on, a, b, out) -> on.mixTensors()),
                refused("a closed input", ClosedException.class, (on, a, b, out) -> {
                    Buffer closed = on.backend.allocate(TYPE);
                    closed.close();
                    on.run(SUM, List.of(a, closed), List.of(out));
                }),
                refused("a closed program", ClosedException.class, (on, a, b, out) -> {
                    Executable program = on.backend.compile(SUM);
                    program.close();
                    program.close();
                    program.run(List.of(a, b), List.of(out));
                }),
                refused("writing to a closed buffer", ClosedException.class, (on, a, b, out) -> {
                    Buffer closed = on.backend.allocate(TYPE);
                    closed.close();
                    closed.close();
                    closed.write(MemorySegment.ofArray(new float[6]));
                }),
                refused("reading a closed tensor", ClosedException.class, (on, a, b, out) -> {
                    var tensor = on.backend.tensor(new float[6], 2, 3);
                    tensor.close();
                    tensor.toFloats();
                }),
                refused(
                        "writing too little",
                        ShapeException.class,
                        (on, a, b, out) -> a.write(MemorySegment.ofArray(new float[5]))),
                refused(
                        "reading too much",
                        ShapeException.class,
                        (on, a, b, out) -> a.read(MemorySegment.ofArray(new float[7]))),
                refused(
                        "more memory than there is",
                        OutOfDeviceMemoryException.class,
                        (on, a, b, out) -> on.backend
                                .allocate(TensorType.of(DType.FLOAT32, Integer.MAX_VALUE, 4096))
                                .close()),
                closedBackend("allocating", closed -> closed.allocate(TYPE)),
                closedBackend("compiling", closed -> closed.compile(SUM)));
    }

    /** After a refusal the same buffers still hold what they held, and a right run on them works. */
    private static Batch refused(String what, Class<? extends PullbackException> exception, Attempt attempt) {
        return trial(what, candidate -> {
            var on = new Refusals(candidate.backend(), candidate.oracle());
            Values one = Values.of(TYPE, 1, 2, 3, 4, 5, 6);
            Values two = Values.of(TYPE, 6, 5, 4, 3, 2, 1);
            try (Buffer a = Execution.buffer(on.backend, one);
                    Buffer b = Execution.buffer(on.backend, two);
                    Buffer out = on.backend.allocate(TYPE)) {
                Expect.thrown(exception, () -> attempt.with(on, a, b, out), what);
                Expect.equal(one.elements(), Execution.read(a).elements(), "first input");
                Expect.equal(two.elements(), Execution.read(b).elements(), "second input");
                on.run(SUM, List.of(a, b), List.of(out));
                Expect.equal(
                        new double[] {7, 7, 7, 7, 7, 7}, Execution.read(out).elements(), "a right run");
            }
        });
    }

    private static Batch closedBackend(String what, Consumer<Backend> attempt) {
        return trial(what + " on a closed backend", candidate -> {
            Backend closed = candidate.another(BackendOptions.defaults());
            Buffer buffer = closed.allocate(TYPE);
            Executable program = closed.compile(PAIR);
            closed.close();
            closed.close();
            Expect.thrown(ClosedException.class, () -> attempt.accept(closed), what);
            Expect.thrown(ClosedException.class, () -> buffer.read(MemorySegment.ofArray(new float[6])), "reading");
            Expect.thrown(
                    ClosedException.class, () -> program.run(List.of(buffer), List.of(buffer, buffer)), "running");
            program.close();
            buffer.close();
        });
    }

    private static Batch trial(String name, Single.Conduct conduct) {
        return Single.of(Check.REFUSALS, "program", name, conduct);
    }

    private void run(Graph graph, List<Buffer> inputs, List<Buffer> outputs) {
        try (Executable program = backend.compile(graph)) {
            program.run(inputs, outputs);
        }
    }

    private static void with(Backend owner, TensorType type, Consumer<Buffer> action) {
        try (Buffer buffer = owner.allocate(type)) {
            action.accept(buffer);
        }
    }

    private void mixTensors() {
        try (var here = backend.tensor(new float[6], 2, 3);
                var there = other.tensor(new float[6], 2, 3)) {
            here.add(there);
        }
    }
}
