package dev.pullback.cli;

import java.nio.charset.Charset;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar on stderr that grows with the work, for somebody who watches; else nothing. */
final class WorkBar implements AutoCloseable {

    private static final int UPDATE_MILLIS = 100;

    private final Optional<ProgressBar> bar;

    private WorkBar(Optional<ProgressBar> bar) {
        this.bar = bar;
    }

    static WorkBar of(OutputOptions output, String title, String unit, int amount) {
        return new WorkBar(output.isWatched() ? Optional.of(bar(title, unit, amount)) : Optional.empty());
    }

    private static ProgressBar bar(String title, String unit, int amount) {
        return new ProgressBarBuilder()
                .setTaskName(title)
                .setUnit(" " + unit, 1)
                .setInitialMax(amount)
                .setUpdateIntervalMillis(UPDATE_MILLIS)
                .setStyle(style())
                .setConsumer(new ConsoleProgressBarConsumer(System.err))
                .build();
    }

    /** One piece is done; what is beside the bar from now on. */
    void step(String message) {
        bar.ifPresent(shown -> shown.step().setExtraMessage(message));
    }

    @Override
    public void close() {
        bar.ifPresent(ProgressBar::close);
    }

    /** Blocks where the terminal's encoding has them. */
    private static ProgressBarStyle style() {
        Charset terminal = System.err.charset();
        return terminal.newEncoder().canEncode('\u2588') ? ProgressBarStyle.UNICODE_BLOCK : ProgressBarStyle.ASCII;
    }
}
