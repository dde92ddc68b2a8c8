package dev.pullback.cpu.reference;

import static dev.pullback.cpu.reference.Sabotage.about;

import dev.pullback.api.backend.BackendOptions;
import dev.pullback.api.backend.Buffer;
import dev.pullback.api.backend.Executable;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import dev.pullback.conformance.decorator.DecoratedBackend;
import dev.pullback.conformance.kit.Check;
import java.util.List;

/** Faults that only guarded or counted memory shows. */
final class MemoryFaults {

    private MemoryFaults() {}

    static List<Sabotage> all() {
        return List.of(
                outOfBounds("a sum reads one element past the end", "sum", Roomy.Access.READ_PAST_THE_END)
                        .saying("NaN"),
                outOfBounds("a sum writes one element past the end", "sum", Roomy.Access.WRITE_PAST_THE_END)
                        .saying("wrote outside"),
                leak("a buffer per run is never given back", true),
                leak("a buffer per program is never given back", false));
    }

    /** Memory is longer than what lies in it, so nothing happens as long as nobody looks. */
    private static Sabotage outOfBounds(String name, String op, Roomy.Access access) {
        return Sabotage.of(
                        name,
                        Check.MEMORY,
                        op,
                        (options, faulty) -> new Roomy(options, op, faulty ? access : Roomy.Access.RIGHT))
                .where("float32[33")
                .unnoticedBy(about(Check.VALUES, op).and(trial -> trial.name().contains("float32[33")))
                .unnoticedBy(
                        about(Check.DETERMINISM, op).and(trial -> trial.name().contains("float32[33")));
    }

    private static Sabotage leak(String name, boolean perRun) {
        return Sabotage.of(
                        name,
                        Check.MEMORY,
                        "exp",
                        (options, faulty) -> new Leaking(options, faulty && perRun, faulty && !perRun))
                .where("float32")
                .saying("memory in use after all was closed")
                .unnoticedBy(about(Check.VALUES, "exp"));
    }

    private static final class Leaking extends DecoratedBackend {
        private final boolean perRun;
        private final boolean perProgram;

        private Leaking(BackendOptions options, boolean perRun, boolean perProgram) {
            super(OtherGraphs.reference(options));
            this.perRun = perRun;
            this.perProgram = perProgram;
        }

        @Override
        protected Executable compileInside(Graph graph) {
            forget(perProgram);
            return super.compileInside(graph);
        }

        @Override
        protected void runInside(Graph graph, Executable program, List<Buffer> inputs, List<Buffer> outputs) {
            forget(perRun);
            super.runInside(graph, program, inputs, outputs);
        }

        private void forget(boolean leaks) {
            if (leaks) {
                inside().allocate(TensorType.of(DType.FLOAT32, 8));
            }
        }
    }
}
