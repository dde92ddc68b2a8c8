package dev.pullback.cli;

/** What the process tells the shell. */
final class ExitStatus {

    static final int SUCCESS = 0;

    /** The command began and failed. */
    static final int FAILURE = 1;

    /** The command line makes no sense. */
    static final int USAGE = 2;

    /** Ended by Ctrl-C; the number that shells expect, 128 + SIGINT. */
    static final int INTERRUPTED = 130;

    private ExitStatus() {}
}
