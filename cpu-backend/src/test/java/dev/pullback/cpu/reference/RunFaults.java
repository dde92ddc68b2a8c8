package dev.pullback.cpu.reference;

import static dev.pullback.cpu.reference.Sabotage.about;

import dev.pullback.api.backend.BackendOptions;
import dev.pullback.api.backend.Buffer;
import dev.pullback.api.backend.Executable;
import dev.pullback.api.backend.Profile;
import dev.pullback.api.graph.Graph;
import dev.pullback.conformance.decorator.DecoratedBackend;
import dev.pullback.conformance.kit.Candidate;
import dev.pullback.conformance.kit.Check;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** Faults in how programs are run: every op is right. */
final class RunFaults {

    private RunFaults() {}

    static List<Sabotage> all() {
        return List.of(
                timing(), twin(), donation(), sharedScratch(), drift(), reinterpreted(), silentProfile(), lateWrite());
    }

    /** The last bit of exp is left to chance, as that of a sum of atomics depends on who came first. */
    private static Sabotage timing() {
        var chance = new Random(1);
        return Sabotage.of(
                        "the last bit depends on timing",
                        Check.DETERMINISM,
                        "exp",
                        OtherKernels.in("exp", (right, operands, result) -> {
                            right.run(operands, result);
                            lastBitOf(result, chance.nextBoolean());
                        }))
                .where("float32")
                .saying("again")
                .unnoticedBy(
                        about(Check.VALUES, "exp").and(trial -> trial.name().contains("float32")));
    }

    /** A second way to the device rounds tanh differently. */
    private static Sabotage twin() {
        Sabotage.Workshop workshop = OtherKernels.in("tanh", (right, operands, result) -> {
            right.run(operands, result);
            lastBitOf(result, true);
        });
        return Sabotage.of("the twin rounds otherwise", Check.TWIN, "tanh", workshop)
                .where("float32")
                .on(faulty -> new Candidate(options -> workshop.open(options, false))
                        .withTwin(options -> workshop.open(options, faulty)))
                .saying("on its twin")
                .unnoticedBy(about(Check.DETERMINISM, "tanh")
                        .and(trial -> trial.name().contains("float32")));
    }

    private static void lastBitOf(ReferenceBuffer result, boolean down) {
        double[] y = result.values();
        for (int i = 0; down && i < y.length; i++) {
            // Not from zero, whose next number is a denormal, and not to infinity.
            boolean ordinary = Math.abs(y[i]) >= Float.MIN_NORMAL && Math.abs(y[i]) <= Float.MAX_VALUE;
            y[i] = ordinary ? Math.nextDown((float) y[i]) : y[i];
        }
    }

    /** Outputs are written one by one, also over inputs that later outputs are computed from. */
    private static Sabotage donation() {
        return Sabotage.of(
                        "donated inputs are overwritten too early",
                        Check.DONATION,
                        "program",
                        (options, faulty) -> new Early(options, faulty))
                .saying("output")
                .unnoticedBy(
                        about(Check.VALUES, "add").and(trial -> trial.name().contains("int32")))
                .unnoticedBy(about(Check.EXPRESSIONS, "expression")
                        .and(trial -> trial.name().contains("gradient descent")));
    }

    private static final class Early extends DecoratedBackend {
        private final boolean faulty;

        private Early(BackendOptions options, boolean faulty) {
            super(OtherGraphs.reference(options));
            this.faulty = faulty;
        }

        @Override
        protected Executable compileInside(Graph graph) {
            return faulty && !graph.donations().isEmpty() ? new OneByOne(inside(), graph) : super.compileInside(graph);
        }
    }

    /** A program per output, the result of which is copied to its place at once. */
    private static final class OneByOne implements Executable {
        private final dev.pullback.api.backend.Backend backend;
        private final List<Executable> programs = new ArrayList<>();

        private OneByOne(dev.pullback.api.backend.Backend backend, Graph graph) {
            this.backend = backend;
            graph.outputs().forEach(output -> programs.add(backend.compile(Graph.of(graph.inputs(), List.of(output)))));
        }

        @Override
        public void run(List<? extends Buffer> inputs, List<? extends Buffer> outputs) {
            for (int i = 0; i < outputs.size(); i++) {
                try (Buffer result = backend.allocate(outputs.get(i).type())) {
                    programs.get(i).run(inputs, List.of(result));
                    copy(result, outputs.get(i));
                }
            }
        }

        @Override
        public List<String> describe() {
            return programs.stream()
                    .flatMap(program -> program.describe().stream())
                    .toList();
        }

        @Override
        public void close() {
            programs.forEach(Executable::close);
        }
    }

    /** All products of all threads go through one piece of memory. */
    private static Sabotage sharedScratch() {
        var scratch = new double[1 << 16];
        return Sabotage.of(
                        "threads share the memory between the steps",
                        Check.THREADS,
                        "program",
                        OtherKernels.in("matmul", (right, operands, result) -> {
                            right.run(operands, result);
                            double[] y = result.values();
                            System.arraycopy(y, 0, scratch, 0, y.length);
                            LockSupport.parkNanos(200_000);
                            System.arraycopy(scratch, 0, y, 0, y.length);
                        }))
                .where("two train on one backend")
                .saying("losses")
                .unnoticedBy(about(Check.TRAINING, "steps"))
                .unnoticedBy(about(Check.DETERMINISM, "training"));
    }

    /** Every update is off by less than a single one may be. */
    private static Sabotage drift() {
        return Sabotage.of("updates drift", Check.TRAINING, "steps", (options, faulty) -> new Drifting(options, faulty))
                .saying("parameter 0 after 5 steps")
                .unnoticedBy(about(Check.DONATION, "program"));
    }

    private static final class Drifting extends DecoratedBackend {
        private final boolean faulty;

        private Drifting(BackendOptions options, boolean faulty) {
            super(OtherGraphs.reference(options));
            this.faulty = faulty;
        }

        @Override
        protected void runInside(Graph graph, Executable program, List<Buffer> inputs, List<Buffer> outputs) {
            super.runInside(graph, program, inputs, outputs);
            graph.donations().stream().filter(_ -> faulty).forEach(donation -> {
                double[] values = ((ReferenceBuffer) outputs.get(donation.output())).values();
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) (values[i] * (1 + 4e-6));
                }
            });
        }
    }

    /** An input of another shape with as many elements is taken for what was asked for. */
    private static Sabotage reinterpreted() {
        return Sabotage.of(
                        "wrong shapes are accepted",
                        Check.REFUSALS,
                        "program",
                        (options, faulty) -> new Generous(options, faulty))
                .where("an input of another shape")
                .saying("no ShapeException");
    }

    private static final class Generous extends DecoratedBackend {
        private final boolean faulty;

        private Generous(BackendOptions options, boolean faulty) {
            super(OtherGraphs.reference(options));
            this.faulty = faulty;
        }

        @Override
        protected void runInside(Graph graph, Executable program, List<Buffer> inputs, List<Buffer> outputs) {
            List<Buffer> made = new ArrayList<>();
            List<Buffer> fitting = new ArrayList<>(inputs);
            try {
                for (int i = 0; faulty && i < inputs.size(); i++) {
                    var wanted = graph.inputs().get(i).type();
                    if (inputs.get(i).type().bytes() == wanted.bytes()
                            && !inputs.get(i).type().equals(wanted)) {
                        made.add(inside().allocate(wanted));
                        copy(inputs.get(i), made.getLast());
                        fitting.set(i, made.getLast());
                    }
                }
                super.runInside(graph, program, fitting, outputs);
            } finally {
                made.forEach(Buffer::close);
            }
        }
    }

    private static void copy(Buffer from, Buffer to) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = arena.allocate(from.type().bytes());
            from.read(bytes);
            to.write(bytes);
        }
    }

    private static Sabotage silentProfile() {
        return Sabotage.of(
                "the profile counts nothing",
                Check.CONDUCT,
                "profile",
                (options, faulty) -> new DecoratedBackend(OtherGraphs.reference(options)) {
                    @Override
                    public Profile profile() {
                        return faulty ? Profile.empty() : super.profile();
                    }
                });
    }

    /** A write is done when the next run begins: too late, if the caller has used its memory for something else. */
    private static Sabotage lateWrite() {
        return Sabotage.of(
                        "a write keeps the caller's memory",
                        Check.CONDUCT,
                        "program",
                        (options, faulty) -> new LateWrites(options, faulty))
                .saying("run 0");
    }

    private static final class LateWrites extends DecoratedBackend {
        private final boolean faulty;
        private final List<Runnable> late = new ArrayList<>();

        private LateWrites(BackendOptions options, boolean faulty) {
            super(OtherGraphs.reference(options));
            this.faulty = faulty;
        }

        /** A queue that is worked off when somebody waits for it. */
        @Override
        protected void runInside(Graph graph, Executable program, List<Buffer> inputs, List<Buffer> outputs) {
            if (faulty) {
                late.add(() -> super.runInside(graph, program, inputs, outputs));
            } else {
                super.runInside(graph, program, inputs, outputs);
            }
        }

        @Override
        protected void writeInside(Buffer buffer, MemorySegment source) {
            if (faulty) {
                late.add(() -> super.writeInside(buffer, source));
            } else {
                super.writeInside(buffer, source);
            }
        }

        @Override
        protected void readInside(Buffer buffer, MemorySegment target) {
            workOff();
            super.readInside(buffer, target);
        }

        @Override
        protected void synchronizeInside() {
            workOff();
            super.synchronizeInside();
        }

        private void workOff() {
            late.forEach(Runnable::run);
            late.clear();
        }
    }
}
