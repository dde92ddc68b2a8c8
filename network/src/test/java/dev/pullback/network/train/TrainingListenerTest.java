package dev.pullback.network.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.conformance.decorator.Counting;
import dev.pullback.network.TestBackends;
import dev.pullback.network.data.Dataset;
import dev.pullback.network.layer.Activation;
import dev.pullback.network.layer.Dense;
import dev.pullback.network.layer.Network;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingListenerTest {

    private static final Network NETWORK = Network.of(2, new Dense(3, Activation.IDENTITY));
    private static final Dataset DATA = Problems.sectors(10);
    private static final TrainingSettings SETTINGS =
            TrainingSettings.defaults().withBatchSize(4).withEpochs(2).withFirstEpoch(7);

    /** Writes down what it hears, and fails where it is told to. */
    private record Diary(List<String> lines, String failAt) implements TrainingListener {

        private void hear(String line) {
            lines.add(line);
            if (line.startsWith(failAt)) {
                throw new IllegalStateException("listener fails at " + line);
            }
        }

        @Override
        public void onStart(Start start) {
            hear("start of %d epochs of %d steps".formatted(start.epochs(), start.stepsPerEpoch()));
        }

        @Override
        public void onStep(Step step) {
            hear("step %d of epoch %d on %d".formatted(step.step(), step.epoch(), step.samples()));
        }

        @Override
        public void onEpoch(Epoch epoch) {
            hear("epoch " + epoch.epoch());
        }

        @Override
        public void onEnd(TrainingResult result) {
            hear("end");
        }
    }

    @Test
    void listenersHearStartStepsEpochsAndEndInThisOrder() {
        var diary = new Diary(new ArrayList<>(), "nothing");
        try (var backend = TestBackends.fastest()) {
            new Trainer(NETWORK, SETTINGS, diary).fit(backend, DATA, DATA);
        }
        assertEquals(
                List.of(
                        "start of 2 epochs of 3 steps",
                        "step 0 of epoch 7 on 4",
                        "step 1 of epoch 7 on 4",
                        "step 2 of epoch 7 on 2",
                        "epoch 7",
                        "step 3 of epoch 8 on 4",
                        "step 4 of epoch 8 on 4",
                        "step 5 of epoch 8 on 2",
                        "epoch 8",
                        "end"),
                diary.lines());
    }

    @Test
    void listenersAreCalledInTheOrderInWhichTheyWereGiven() {
        List<String> shared = new ArrayList<>();
        var first = new Diary(shared, "nothing");
        var second = new TrainingListener() {
            @Override
            public void onStart(Start start) {
                shared.add("the second");
            }
        };
        try (var backend = TestBackends.fastest()) {
            new Trainer(NETWORK, SETTINGS.withEpochs(1), first, second).fit(backend, DATA, DATA);
        }
        assertEquals(List.of("start of 1 epochs of 3 steps", "the second"), shared.subList(0, 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"start", "step 0", "step 4", "epoch", "end"})
    void aListenerThatFailsEndsTheTrainingAndLeaksNothing(String where) {
        var diary = new Diary(new ArrayList<>(), where);
        try (var backend = new Counting(TestBackends.fastest())) {
            var trainer = new Trainer(NETWORK, SETTINGS, diary);
            var failure = assertThrows(IllegalStateException.class, () -> trainer.fit(backend, DATA, DATA));
            assertTrue(failure.getMessage().contains(diary.lines().getLast()), failure.getMessage());
            backend.requireAllClosed();
            assertTrue(backend.counts().allocated() > 0);
        }
    }

    @Test
    void aTrainingThatEndsWellLeaksNothingEither() {
        try (var backend = new Counting(TestBackends.fastest())) {
            new Trainer(NETWORK, SETTINGS).fit(backend, DATA, DATA);
            backend.requireAllClosed();
        }
    }

    @Test
    void theLossIsReadOnlyForThoseWhoAsk() {
        List<Double> heard = new ArrayList<>();
        var asking = new TrainingListener() {
            @Override
            public void onStep(Step step) {
                heard.add(step.loss().getAsDouble());
            }
        };
        try (var backend = new Counting(TestBackends.fastest())) {
            TrainingSettings silent = SETTINGS.withRecordedSteps(0);
            TrainingResult alone = new Trainer(NETWORK, silent).fit(backend, DATA, DATA);
            assertEquals(List.of(), alone.stepLosses());
            long reads = backend.counts().reads();
            new Trainer(NETWORK, silent, asking).fit(backend, DATA, DATA);
            assertEquals(6, backend.counts().reads() - 2 * reads);
            TrainingResult recorded = new Trainer(NETWORK, SETTINGS).fit(backend, DATA, DATA);
            assertEquals(heard, recorded.stepLosses());
        }
    }

    @Test
    void theResultAtTheEndIsTheOneThatIsReturned() {
        List<TrainingResult> heard = new ArrayList<>();
        var listener = new TrainingListener() {
            @Override
            public void onEnd(TrainingResult result) {
                heard.add(result);
            }
        };
        try (var backend = TestBackends.fastest()) {
            assertSame(new Trainer(NETWORK, SETTINGS, listener).fit(backend, DATA, DATA), heard.getFirst());
        }
    }
}
