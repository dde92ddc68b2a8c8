package dev.pullback.cpu;

import dev.pullback.api.backend.Buffer;
import dev.pullback.api.backend.Executable;
import dev.pullback.api.backend.RunContract;
import dev.pullback.api.error.ClosedException;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.plan.Plan;
import dev.pullback.api.plan.Step;
import dev.pullback.cpu.step.Emitter;
import dev.pullback.cpu.step.Places;
import dev.pullback.cpu.step.PreparedStep;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A plan with everything resolved that does not depend on the buffers: memory between the steps, sizes, strides, kernels. A
 * run binds buffers to places and runs the steps in order.
 */
final class CpuExecutable implements Executable {

    private final CpuBackend backend;
    private final Plan plan;
    private final BoundBuffers arguments;
    private final PreparedStep[] steps;
    private final StepCounters.Counter[] counters;
    /** Null if memory is not guarded. */
    private final MemoryWatch watch;

    private final List<OffHeapMemory.Block> blocks = new ArrayList<>();
    private final RunContract<CpuBuffer> contract;
    private final ReentrantLock turn = new ReentrantLock();
    private final Lifetime lifetime = new Lifetime(this::free);

    /** @throws dev.pullback.api.error.OutOfDeviceMemoryException if there is no room for what lies between the steps */
    CpuExecutable(CpuBackend backend, Graph graph, Plan plan) {
        this.backend = backend;
        this.plan = plan;
        this.contract = new RunContract<>(backend, CpuBuffer.class, graph);
        var places = new Places(plan);
        this.arguments = new BoundBuffers(contract, places.inputs(), places.outputs());
        try {
            Emitter emitter = backend.emitter(places, bytes -> allocate(bytes).segment());
            for (int slot = 0; slot < plan.memory().slotBytes().size(); slot++) {
                places.slots()
                        .get(slot)
                        .bind(allocate(plan.memory().slotBytes().get(slot)).segment());
            }
            this.steps = plan.steps().stream().map(emitter::emit).toArray(PreparedStep[]::new);
        } catch (RuntimeException failure) {
            free();
            throw failure;
        }
        this.watch = backend.guarded() ? new MemoryWatch(plan, arguments, blocks) : null;
        this.counters = backend.counters() == null
                ? null
                : plan.steps().stream().map(this::counter).toArray(StepCounters.Counter[]::new);
    }

    @Override
    public void run(List<? extends Buffer> inputs, List<? extends Buffer> outputs) {
        backend.enter();
        try {
            if (!lifetime.enter()) {
                throw new ClosedException("The executable was closed; compile the graph again");
            }
            try {
                runInTurn(inputs, outputs);
            } finally {
                lifetime.leave();
            }
        } finally {
            backend.leave();
        }
    }

    @Override
    public List<String> describe() {
        return plan.describe();
    }

    @Override
    public void close() {
        contract.close();
        lifetime.close();
    }

    private void runInTurn(List<? extends Buffer> inputs, List<? extends Buffer> outputs) {
        turn.lock();
        try {
            arguments.enter(inputs, outputs);
            boolean series = steps.length > 1; // announcing a single one would cost more than it saves
            if (series) {
                backend.pool().begin();
            }
            try {
                if (watch == null) {
                    runSteps();
                } else {
                    runWatchedSteps();
                }
            } finally {
                if (series) {
                    backend.pool().end();
                }
                arguments.leave();
            }
        } finally {
            turn.unlock();
        }
    }

    private void runSteps() {
        for (int i = 0; i < steps.length; i++) {
            runStep(i);
        }
    }

    private void runWatchedSteps() {
        watch.beforeRun();
        for (int i = 0; i < steps.length; i++) {
            watch.before(i);
            runStep(i);
            watch.after(i);
        }
    }

    private void runStep(int i) {
        if (counters == null) {
            steps[i].run();
        } else {
            long start = System.nanoTime();
            steps[i].run();
            counters[i].add(System.nanoTime() - start);
        }
    }

    private OffHeapMemory.Block allocate(long bytes) {
        OffHeapMemory.Block block = backend.offHeapMemory().allocate(bytes);
        blocks.add(block);
        return block;
    }

    private StepCounters.Counter counter(Step step) {
        return backend.counters().counter(step.label());
    }

    private void free() {
        blocks.forEach(OffHeapMemory.Block::free);
    }
}
