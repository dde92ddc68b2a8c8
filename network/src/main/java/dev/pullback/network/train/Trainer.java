package dev.pullback.network.train;

import dev.pullback.api.backend.Backend;
import dev.pullback.network.data.Batches;
import dev.pullback.network.data.Dataset;
import dev.pullback.network.layer.Network;
import dev.pullback.network.layer.Parameters;
import java.util.List;

/**
 * Trains a network to classify.
 *
 * <pre>{@code
 * var data = Digits.open();
 * var network = Network.of(64, new Dense(64, SIGMOID), new Dense(64, SIGMOID), new Dense(10, IDENTITY));
 * try (var backend = Backends.open()) {
 *     TrainingResult result = new Trainer(network).fit(backend, data.train(), data.test());
 * }
 * }</pre>
 *
 * The same settings on the same backend give the same bits. All device memory is given back when {@code fit} returns or
 * fails.
 *
 * @param network what to train
 * @param settings how
 * @param listeners who hears of it, in this order
 */
public record Trainer(Network network, TrainingSettings settings, List<TrainingListener> listeners) {

    public Trainer {
        listeners = List.copyOf(listeners);
    }

    /** With {@linkplain TrainingSettings#defaults() default settings} and nobody listening. */
    public Trainer(Network network) {
        this(network, TrainingSettings.defaults());
    }

    public Trainer(Network network, TrainingSettings settings, TrainingListener... listeners) {
        this(network, settings, List.of(listeners));
    }

    /** Trains from fresh parameters, which the settings' seed decides. */
    public TrainingResult fit(Backend backend, Dataset train, Dataset test) {
        return fit(backend, train, test, network.initialize(settings.seed()));
    }

    /**
     * Trains from given parameters, for example those of a checkpoint.
     *
     * @throws dev.pullback.api.error.ShapeException if network, data and parameters do not fit each other
     * @throws dev.pullback.api.error.DeviceException if the device fails
     */
    public TrainingResult fit(Backend backend, Dataset train, Dataset test, Parameters initial) {
        Samples.check(network, test);
        try (var session = new TrainingSession(backend, network, settings, train, initial);
                var evaluation = new Evaluation(backend, network, test)) {
            var batches = new Batches(train.size(), settings.batchSize(), settings.seed());
            return new TrainingRun(this, session, evaluation, batches).run(backend, train, test);
        }
    }
}
