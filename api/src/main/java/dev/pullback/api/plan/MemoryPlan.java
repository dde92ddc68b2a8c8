package dev.pullback.api.plan;

import dev.pullback.api.plan.Step.ElementwiseStep;
import dev.pullback.api.plan.Step.RowStep;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Where every value lives. A value between two steps has a slot from the step that writes it to the last that reads it;
 * afterwards the slot is free for another. An elementwise step writes into the slot of an operand that nobody needs any
 * more, where it reads that operand element by element.
 */
public final class MemoryPlan {

    private final Map<Value, Location> locations = new HashMap<>();
    private final List<Long> slotBytes = new ArrayList<>();
    private final TreeSet<Integer> free = new TreeSet<>();
    private long liveBytes;
    private long peakBytes;

    private MemoryPlan() {}

    static MemoryPlan of(Schedule schedule) {
        var plan = new MemoryPlan();
        for (int i = 0; i < schedule.inputs().size(); i++) {
            plan.locations.put(schedule.inputs().get(i), new Location.Input(i));
        }
        schedule.outputs().forEach((value, position) -> plan.locations.put(value, new Location.Output(position)));
        Map<Value, Integer> lastRead = new HashMap<>();
        for (int i = 0; i < schedule.steps().size(); i++) {
            for (Value read : schedule.steps().get(i).reads()) {
                lastRead.put(read, i);
            }
        }
        for (int i = 0; i < schedule.steps().size(); i++) {
            plan.place(schedule.steps().get(i), i, lastRead);
        }
        return plan;
    }

    public Location location(Value value) {
        return locations.get(value);
    }

    /** Bytes of each slot. */
    public List<Long> slotBytes() {
        return List.copyOf(slotBytes);
    }

    /** Bytes that the executable needs beside inputs and outputs. */
    public long totalBytes() {
        return slotBytes.stream().mapToLong(Long::longValue).sum();
    }

    /** Bytes of all values that live at once, at most; the slots take a little more where sizes differ. */
    public long peakBytes() {
        return peakBytes;
    }

    private void place(Step step, int position, Map<Value, Integer> lastRead) {
        List<Value> dying = step.reads().stream()
                .distinct()
                .filter(read -> lastRead.get(read) == position && locations.get(read) instanceof Location.Slot)
                .toList();
        Value reused = null;
        if (!locations.containsKey(step.result())) {
            reused = reusable(step, dying);
            locations.put(
                    step.result(),
                    reused != null
                            ? locations.get(reused)
                            : take(step.result().type().bytes()));
        }
        peakBytes = Math.max(peakBytes, liveBytes);
        for (Value value : dying) {
            if (!value.equals(reused)) {
                liveBytes -= value.type().bytes();
                free.add(((Location.Slot) locations.get(value)).index());
            }
        }
    }

    /** An operand whose slot the step may overwrite as it goes. */
    private static Value reusable(Step step, List<Value> dying) {
        Cluster cluster = switch (step) {
            case ElementwiseStep elementwise -> elementwise.cluster();
            case RowStep rows when !rows.reduced() -> rows.cluster();
            default -> null;
        };
        if (cluster == null) {
            return null;
        }
        for (Value value : dying) {
            boolean onlyInPlace =
                    value.type().dtype().bytes() == step.result().type().dtype().bytes()
                            && cluster.operands().stream()
                                    .filter(operand -> operand.value().equals(value))
                                    .allMatch(cluster::isFull);
            if (onlyInPlace) {
                return value;
            }
        }
        return null;
    }

    /** The free slot that fits best, else the largest free one made larger, else a new one. */
    private Location.Slot take(long bytes) {
        liveBytes += bytes;
        int best = -1;
        for (int slot : free) {
            long size = slotBytes.get(slot);
            boolean better = best < 0
                    || (slotBytes.get(best) < bytes
                            ? size > slotBytes.get(best)
                            : size >= bytes && size < slotBytes.get(best));
            if (better) {
                best = slot;
            }
        }
        if (best < 0) {
            slotBytes.add(bytes);
            return new Location.Slot(slotBytes.size() - 1);
        }
        free.remove(best);
        slotBytes.set(best, Math.max(slotBytes.get(best), bytes));
        return new Location.Slot(best);
    }
}
