package dev.pullback.opencl;

import dev.pullback.api.plan.Step;
import dev.pullback.opencl.step.StepLaunches;
import java.util.ArrayList;
import java.util.List;

/** A step with the launches that do it, bound one by one in their order. */
record BoundStep(Step step, StepLaunches described, List<BoundLaunch> launches) implements AutoCloseable {

    BoundStep(Step step, StepLaunches described) {
        this(step, described, new ArrayList<>());
    }

    /** To be called under the session's lock. */
    void enqueue(List<OpenClBuffer> inputs, List<OpenClBuffer> outputs) {
        for (int i = 0; i < launches.size(); i++) {
            launches.get(i).enqueue(inputs, outputs);
        }
    }

    @Override
    public void close() {
        launches.forEach(BoundLaunch::close);
    }
}
