package dev.pullback.opencl;

import dev.pullback.api.backend.Buffer;
import dev.pullback.api.backend.Executable;
import dev.pullback.api.backend.RunContract;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.plan.Location;
import dev.pullback.api.plan.Plan;
import dev.pullback.api.plan.Value;
import dev.pullback.opencl.driver.ClException;
import dev.pullback.opencl.runtime.ClSession;
import dev.pullback.opencl.step.KernelFamily;
import dev.pullback.opencl.step.Launch;
import dev.pullback.opencl.step.StepLaunches;
import java.util.ArrayList;
import java.util.List;

/** A plan as kernels with their arguments bound, enqueued in order. */
final class OpenClExecutable implements Executable {

    private final ClSession session;
    private final Plan plan;
    private final RunContract<OpenClBuffer> contract;
    private final List<Long> blocks = new ArrayList<>();
    private final List<BoundLaunch> launches = new ArrayList<>();

    OpenClExecutable(OpenClBackend backend, ClSession session, KernelFamily family, Graph graph, Plan plan) {
        this.session = session;
        this.plan = plan;
        this.contract = new RunContract<>(backend, OpenClBuffer.class, graph);
        try {
            prepare(family);
        } catch (RuntimeException failure) {
            release();
            throw failure;
        }
    }

    private void prepare(KernelFamily family) {
        List<Long> slots = plan.memory().slotBytes().stream().map(this::block).toList();
        // Steps follow one another in the queue, so all of them can use the same scratch memory.
        List<StepLaunches> steps = plan.steps().stream().map(family::launches).toList();
        List<Long> scratch = new ArrayList<>();
        int most = steps.stream()
                .mapToInt(step -> step.scratchBytes().size())
                .max()
                .orElse(0);
        for (int i = 0; i < most; i++) {
            int index = i;
            long bytes = steps.stream()
                    .filter(step -> step.scratchBytes().size() > index)
                    .mapToLong(step -> step.scratchBytes().get(index))
                    .max()
                    .orElse(0);
            scratch.add(block(bytes));
        }
        for (StepLaunches step : steps) {
            for (Launch launch : step.launches()) {
                launches.add(new BoundLaunch(session, launch, scratch, value -> place(value, slots)));
            }
        }
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
                for (int i = 0; i < launches.size(); i++) {
                    launches.get(i).enqueue(buffers.inputs(), buffers.outputs());
                }
                // What is enqueued should start now, and not when somebody waits for it.
                session.driver().flush(session.queue());
            } catch (ClException failure) {
                throw session.translate(failure);
            }
        }
    }

    @Override
    public List<String> describe() {
        return plan.describe();
    }

    /** How many kernels one run enqueues. */
    int launches() {
        return launches.size();
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
        launches.forEach(BoundLaunch::close);
        launches.clear();
        blocks.forEach(session.pool()::release);
        blocks.clear();
    }
}
