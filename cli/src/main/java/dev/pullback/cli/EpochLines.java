package dev.pullback.cli;

/** A line for every epoch. */
final class EpochLines implements Progress {

    private final OutputOptions output;
    private int epochs;

    EpochLines(OutputOptions output) {
        this.output = output;
    }

    @Override
    public void onStart(Start start) {
        epochs = start.epochs();
    }

    @Override
    public void onEpoch(Epoch epoch) {
        int width = Integer.toString(epochs).length();
        output.line(
                "epoch %" + width + "d/%d  loss %.6f  accuracy %.4f  %,.0f samples/s",
                epoch.epoch() + 1,
                epochs,
                epoch.loss(),
                epoch.accuracy(),
                epoch.samplesPerSecond());
    }

    @Override
    public void close() {
        // Every line is complete as it is printed.
    }
}
