package dev.pullback.opencl.step;

import java.util.List;

/**
 * The kernels of one step, in order.
 *
 * @param scratchBytes memory that the step needs while it runs; all steps of an executable share it, piece by piece
 */
public record StepLaunches(List<Launch> launches, List<Long> scratchBytes) {

    public StepLaunches {
        launches = launches.stream().filter(launch -> !launch.grid().isEmpty()).toList();
        scratchBytes = List.copyOf(scratchBytes);
    }

    static StepLaunches of(Launch launch) {
        return new StepLaunches(List.of(launch), List.of());
    }
}
