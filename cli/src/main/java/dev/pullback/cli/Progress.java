package dev.pullback.cli;

import dev.pullback.network.train.TrainingListener;

/** Shows a training as it goes on. */
interface Progress extends TrainingListener, AutoCloseable {

    /** A bar for somebody who watches, else a line for every epoch; nothing in JSON mode. */
    static Progress of(OutputOptions output, String title) {
        return output.isWatched() ? new EpochBar(title) : new EpochLines(output);
    }

    /** A bar for somebody who watches, else nothing. */
    static Progress ofOneAmongMany(OutputOptions output, String title) {
        return output.isWatched() ? new EpochBar(title) : () -> {};
    }

    @Override
    void close();
}
