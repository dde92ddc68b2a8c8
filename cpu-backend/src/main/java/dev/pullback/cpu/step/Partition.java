package dev.pullback.cpu.step;

/**
 * A range of equal pieces of work, cut into parts for the threads. Small work stays whole: waking a thread costs more than it
 * would win.
 *
 * @param pieces number of pieces
 * @param parts number of parts, each a run of neighbouring pieces
 */
record Partition(long pieces, int parts) {

    /** Work worth a part of its own: some microseconds, in nanoseconds. */
    private static final double WORTH_A_PART = 8_000;

    /** Parts per thread, so that a thread which is held up elsewhere can leave some to others. */
    private static final int PARTS_PER_THREAD = 4;

    /**
     * @param nanosPerPiece an estimate of what a piece costs
     */
    static Partition of(long pieces, double nanosPerPiece, int threads) {
        if (threads == 1 || pieces <= 1) {
            return new Partition(pieces, pieces == 0 ? 0 : 1);
        }
        double worth = Math.min((double) pieces, pieces * nanosPerPiece / WORTH_A_PART);
        int parts = Math.clamp(Math.round(worth), 1, PARTS_PER_THREAD * threads);
        return new Partition(pieces, parts);
    }

    /** The first piece of a part, or one past the last piece if asked for the part behind the last. */
    long start(int part) {
        // Not pieces * part / parts: that could overflow.
        return pieces / parts * part + pieces % parts * part / parts;
    }
}
