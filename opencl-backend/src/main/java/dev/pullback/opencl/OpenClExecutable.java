package dev.pullback.opencl;

import dev.pullback.api.backend.Buffer;
import dev.pullback.api.backend.Executable;
import dev.pullback.api.backend.RunContract;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.plan.Location;
import dev.pullback.api.plan.Plan;
import dev.pullback.api.plan.Step;
import dev.pullback.api.plan.Value;
import dev.pullback.opencl.driver.ClException;
import dev.pullback.opencl.runtime.ClSession;
import dev.pullback.opencl.runtime.GuardZones;
import dev.pullback.opencl.step.KernelFamily;
import dev.pullback.opencl.step.Launch;
import java.util.ArrayList;
import java.util.List;

/** A plan as kernels with their arguments bound, enqueued in order. */
final class OpenClExecutable implements Executable {

    private final ClSession session;
    private final Plan plan;
    private final RunContract<OpenClBuffer> contract;
    private final List<Long> blocks = new ArrayList<>();
    private final List<BoundStep> steps = new ArrayList<>();
    /** Null if memory is not guarded. */
    private MemoryWatch watch;

    OpenClExecutable(OpenClBackend backend, ClSession session, KernelFamily family, Graph graph, Plan plan) {
        this.session = session;
        this.plan = plan;
        this.contract = new RunContract<>(backend, OpenClBuffer.class, graph);
        try {
            prepare(family, backend.guarded());
        } catch (RuntimeException failure) {
            release();
            throw failure;
        }
    }

    private void prepare(KernelFamily family, boolean guarded) {
        List<Long> slots = plan.memory().slotBytes().stream().map(this::block).toList();
        for (Step step : plan.steps()) {
            steps.add(new BoundStep(step, family.launches(step)));
        }
        List<Long> scratch = scratch();
        for (BoundStep step : steps) {
            for (Launch launch : step.described().launches()) {
                step.launches().add(new BoundLaunch(session, launch, scratch, value -> place(value, slots)));
            }
        }
        if (guarded) {
            watch = session.call(() -> new MemoryWatch(plan.memory(), zones(slots), zones(scratch)));
        }
    }

    /** Steps follow one another in the queue, so all of them can use the same scratch memory. */
    private List<Long> scratch() {
        List<Long> most = new ArrayList<>();
        for (BoundStep step : steps) {
            List<Long> bytes = step.described().scratchBytes();
            for (int i = 0; i < bytes.size(); i++) {
                if (i == most.size()) {
                    most.add(0L);
                }
                most.set(i, Math.max(most.get(i), bytes.get(i)));
            }
        }
        return most.stream().map(this::block).toList();
    }

    private List<GuardZones> zones(List<Long> guarded) {
        return guarded.stream().map(session.pool()::zones).toList();
    }

    private BoundLaunch.Place place(Value value, List<Long> slots) {
        return switch (plan.memory().location(value)) {
            case Location.Input(int position) -> new BoundLaunch.Place.Input(position);
            case Location.Output(int position) -> new BoundLaunch.Place.Output(position);
            case Location.Slot(int index) -> new BoundLaunch.Place.Fixed(slots.get(index));
        };
    }

    private long block(long bytes) {
        long block = session.pool().acquire(bytes);
        blocks.add(block);
        return block;
    }

    @Override
    public void run(List<? extends Buffer> inputs, List<? extends Buffer> outputs) {
        // Under the lock from the check on, so that nobody closes what was found open. No lambda: a step allocates
        // little.
        synchronized (session) {
            session.requireOpen();
            RunContract.Arguments<OpenClBuffer> buffers = contract.check(inputs, outputs);
            try {
                if (watch == null) {
                    enqueue(buffers);
                } else {
                    runWatched(buffers);
                }
                // What is enqueued should start now, and not when somebody waits for it.
                session.driver().flush(session.queue());
            } catch (ClException failure) {
                throw session.translate(failure);
            }
        }
    }

    private void enqueue(RunContract.Arguments<OpenClBuffer> buffers) {
        for (int i = 0; i < steps.size(); i++) {
            steps.get(i).enqueue(buffers.inputs(), buffers.outputs());
        }
    }

    /** Waits for every step. */
    private void runWatched(RunContract.Arguments<OpenClBuffer> buffers) {
        watch.beforeRun(buffers);
        for (BoundStep step : steps) {
            watch.before(step.step(), step.described());
            step.enqueue(buffers.inputs(), buffers.outputs());
            watch.after(step.step(), buffers);
        }
    }

    @Override
    public List<String> describe() {
        return plan.describe();
    }

    /** How many kernels one run enqueues. */
    int launches() {
        return steps.stream().mapToInt(step -> step.launches().size()).sum();
    }

    @Override
    public void close() {
        synchronized (session) {
            if (contract.close()) {
                release();
            }
        }
    }

    private void release() {
        steps.forEach(BoundStep::close);
        steps.clear();
        blocks.forEach(session.pool()::release);
        blocks.clear();
    }
}
