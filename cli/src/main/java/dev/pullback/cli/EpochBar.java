package dev.pullback.cli;

import java.nio.charset.Charset;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar on the terminal that grows with the steps, and beside it loss and accuracy of the last epoch. */
final class EpochBar implements Progress {

    private static final int UPDATE_MILLIS = 100;

    private final String title;
    private ProgressBar bar;

    EpochBar(String title) {
        this.title = title;
    }

    @Override
    public void onStart(Start start) {
        bar = new ProgressBarBuilder()
                .setTaskName(title)
                .setUnit(" steps", 1)
                .setInitialMax((long) start.epochs() * start.stepsPerEpoch())
                .setUpdateIntervalMillis(UPDATE_MILLIS)
                .setStyle(style())
                .setConsumer(new ConsoleProgressBarConsumer(System.out))
                .build();
    }

    @Override
    public void onStep(Step step) {
        bar.step();
    }

    @Override
    public void onEpoch(Epoch epoch) {
        bar.setExtraMessage(String.format(Locale.ROOT, "loss %.4f accuracy %.4f", epoch.loss(), epoch.accuracy()));
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }

    /** Blocks where the terminal's encoding has them. */
    private static ProgressBarStyle style() {
        Charset terminal = System.out.charset();
        return terminal.newEncoder().canEncode('\u2588') ? ProgressBarStyle.UNICODE_BLOCK : ProgressBarStyle.ASCII;
    }
}
