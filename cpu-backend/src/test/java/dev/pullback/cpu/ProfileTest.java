package dev.pullback.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.BackendOptions;
import dev.pullback.api.backend.Profile;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.plan.Plan;
import dev.pullback.api.plan.Step;
import dev.pullback.api.type.DType;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ProfileTest {

    private static final Graph STEP = TrainingStep.of(DType.FLOAT32, 16, 20, 12, 10);

    @Test
    void every_step_is_counted_under_its_label() {
        try (Backend cpu = new CpuProvider().open("", BackendOptions.defaults().withProfile(true))) {
            GraphRun.of(cpu, STEP, 1, 7);
            Set<String> labels =
                    Plan.of(STEP, true).steps().stream().map(Step::label).collect(Collectors.toSet());
            Set<String> counted =
                    cpu.profile().entries().stream().map(Profile.Entry::kernel).collect(Collectors.toSet());
            assertEquals(labels, counted);
            for (Profile.Entry entry : cpu.profile().entries()) {
                assertEquals(0, entry.launches() % 7, entry.toString());
                assertTrue(entry.nanos() > 0, entry.toString());
            }
            cpu.resetProfile();
            assertEquals(Profile.empty(), cpu.profile());
        }
    }

    @Test
    void nothing_is_counted_unless_asked_for() {
        try (Backend cpu = new CpuProvider().open("", BackendOptions.defaults())) {
            GraphRun.of(cpu, STEP, 1, 1);
            assertEquals(Profile.empty(), cpu.profile());
        }
    }
}
