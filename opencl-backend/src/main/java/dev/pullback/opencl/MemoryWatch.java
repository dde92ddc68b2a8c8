package dev.pullback.opencl;

import dev.pullback.api.backend.RunContract;
import dev.pullback.api.error.MemoryCorruptionException;
import dev.pullback.api.plan.Location;
import dev.pullback.api.plan.MemoryPlan;
import dev.pullback.api.plan.Step;
import dev.pullback.opencl.runtime.GuardZones;
import dev.pullback.opencl.step.StepLaunches;
import java.util.List;
import java.util.function.Supplier;

/**
 * Watches the guarded memory that one program can touch: its arguments, its slots, and what its steps need for themselves.
 * To be used under the session's lock.
 */
final class MemoryWatch {

    /** For what is found before the first step: whoever did it, it was none of this run's. */
    private static final String EARLIER = "an earlier program";

    private final MemoryPlan memory;
    private final List<GuardZones> slots;
    private final List<GuardZones> scratch;

    MemoryWatch(MemoryPlan memory, List<GuardZones> slots, List<GuardZones> scratch) {
        this.memory = memory;
        this.slots = List.copyOf(slots);
        this.scratch = List.copyOf(scratch);
    }

    void beforeRun(RunContract.Arguments<OpenClBuffer> arguments) {
        compare(EARLIER, arguments);
    }

    /**
     * The slot for a step's result is fresh memory to it, and no larger than the result, whatever it held before; so is
     * what the step needs for itself.
     */
    void before(Step step, StepLaunches launches) {
        Location target = memory.location(step.result());
        boolean inPlace = step.reads().stream().map(memory::location).anyMatch(target::equals);
        if (target instanceof Location.Slot(int index) && !inPlace) {
            slots.get(index).refresh(step.result().type().bytes());
        }
        for (int i = 0; i < launches.scratchBytes().size(); i++) {
            scratch.get(i).refresh(launches.scratchBytes().get(i));
        }
    }

    /** @throws MemoryCorruptionException if the step wrote beside any memory that the program was given */
    void after(Step step, RunContract.Arguments<OpenClBuffer> arguments) {
        compare(step.label(), arguments);
    }

    /** Outputs first, since those are what steps write. */
    private void compare(String step, RunContract.Arguments<OpenClBuffer> arguments) {
        compareAll(step, "output", arguments.outputs());
        compareAll(step, "input", arguments.inputs());
        slots.forEach(zones -> compare(step, zones, () -> "a value between the steps"));
        scratch.forEach(zones -> compare(step, zones, () -> "a value within the step"));
    }

    private static void compareAll(String step, String role, List<OpenClBuffer> buffers) {
        for (int i = 0; i < buffers.size(); i++) {
            int position = i;
            OpenClBuffer buffer = buffers.get(i);
            compare(step, buffer.zones(), () -> "%s %d of type %s".formatted(role, position, buffer.type()));
        }
    }

    private static void compare(String step, GuardZones zones, Supplier<String> place) {
        zones.firstChange().ifPresent(offset -> {
            zones.restore();
            throw new MemoryCorruptionException(step, place.get(), offset);
        });
    }
}
