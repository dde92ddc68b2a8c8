package dev.pullback.api.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Kahn's algorithm with an eye on memory. A step that may run and frees more than its result takes runs at once; otherwise it
 * is the turn of the earliest in the given order. So the gradient of weights that many layers share is summed up as
 * backpropagation goes, and what it is made of need not wait for the end.
 */
final class StepOrder {

    private final List<Step> steps;
    private final Predicate<Value> frees;
    private final List<Set<Integer>> waitsFor;
    private final List<List<Integer>> awaitedBy = new ArrayList<>();
    private final Map<Value, Set<Integer>> readers = new HashMap<>();
    private final PriorityQueue<Integer> ready = new PriorityQueue<>();
    private final PriorityQueue<Integer> shrinking = new PriorityQueue<>();
    private final boolean[] done;

    private StepOrder(List<Step> steps, List<Set<Integer>> waitsFor, Predicate<Value> frees) {
        this.steps = steps;
        this.waitsFor = waitsFor;
        this.frees = frees;
        this.done = new boolean[steps.size()];
        for (int i = 0; i < steps.size(); i++) {
            awaitedBy.add(new ArrayList<>());
            for (Value value : steps.get(i).reads()) {
                readers.computeIfAbsent(value, missing -> new HashSet<>()).add(i);
            }
        }
        for (int i = 0; i < steps.size(); i++) {
            for (int earlier : waitsFor.get(i)) {
                awaitedBy.get(earlier).add(i);
            }
        }
    }

    /**
     * @param waitsFor for each step the positions of those that must come before it
     * @param frees whether a value has memory of its own that its last reader gives back
     * @return the steps in order, or null if the conditions contradict each other
     */
    static List<Step> of(List<Step> steps, List<Set<Integer>> waitsFor, Predicate<Value> frees) {
        return new StepOrder(steps, waitsFor, frees).run();
    }

    private List<Step> run() {
        List<Step> ordered = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            if (waitsFor.get(i).isEmpty()) {
                makeReady(i);
            }
        }
        while (!ready.isEmpty()) {
            Integer next = shrinking.isEmpty() ? ready.poll() : shrinking.poll();
            if (!done[next]) {
                done[next] = true;
                ordered.add(steps.get(next));
                finish(next);
            }
        }
        return ordered.size() == steps.size() ? ordered : null;
    }

    private void finish(Integer step) {
        for (Value value : steps.get(step).reads()) {
            Set<Integer> left = readers.get(value);
            if (left.remove(step) && left.size() == 1) {
                int last = left.iterator().next();
                if (waitsFor.get(last).isEmpty()) {
                    noteIfShrinking(last);
                }
            }
        }
        for (int next : awaitedBy.get(step)) {
            if (waitsFor.get(next).remove(step) && waitsFor.get(next).isEmpty()) {
                makeReady(next);
            }
        }
    }

    private void makeReady(int step) {
        ready.add(step);
        noteIfShrinking(step);
    }

    private void noteIfShrinking(int step) {
        Value result = steps.get(step).result();
        long freed = steps.get(step).reads().stream()
                .distinct()
                .filter(value -> frees.test(value) && readers.get(value).size() == 1)
                .mapToLong(value -> value.type().bytes())
                .sum();
        long taken = frees.test(result) ? result.type().bytes() : 0;
        if (freed > taken) {
            shrinking.add(step);
        }
    }
}
