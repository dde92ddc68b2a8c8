package dev.pullback.api.plan;

import static dev.pullback.api.plan.Graphs.floats;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pullback.api.tensor.TensorFunction;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How the axes of a reduction become the middle axis of steps. */
class ReductionPlanTest {

    @Test
    void neighbouring_axes_are_reduced_in_one_step() {
        assertEquals(
                List.of(6), lengths(Plan.of(Graphs.of(TensorFunction.of(x -> x.sum(1, 2)), floats(4, 2, 3)), true)));
    }

    @Test
    void axes_apart_are_reduced_one_after_the_other_from_the_last_on() {
        assertEquals(
                List.of(3, 4), lengths(Plan.of(Graphs.of(TensorFunction.of(x -> x.sum(0, 2)), floats(4, 2, 3)), true)));
    }

    @Test
    void more_elements_than_a_step_can_count_take_several_steps() {
        Plan plan = Plan.of(Graphs.of(TensorFunction.of(x -> x.sum()), floats(5, 65_536, 65_536)), true);
        assertEquals(List.of(65_536, 5 * 65_536), lengths(plan));
    }

    private static List<Integer> lengths(Plan plan) {
        return plan.steps().stream()
                .map(step -> ((Step.ReduceStep) step).length())
                .toList();
    }
}
