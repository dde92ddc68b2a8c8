package dev.pullback.cpu.step;

/**
 * The sizes of a reduction of {@code [outer, length, inner]}, and how it is cut: the middle axis into segments that are
 * reduced on their own, the inner axis into pieces of neighbouring columns. The cuts depend on the sizes alone, never on
 * threads, since they decide the order of additions.
 *
 * @param segmentLength rows of a segment; the last may have fewer
 */
record ReduceShape(long outer, int length, long inner, int segmentLength) {

    static final int MOST_COLUMNS = Register.LENGTH;

    /** For what fits into the second cache: narrower, so that there is a piece for every thread. */
    private static final int FEW_COLUMNS = 256;

    private static final long FEW_ELEMENTS = 256 * 1024;

    private static final int SEGMENT_ELEMENTS = 64 * 1024;

    /** With as many independent results as this there is work enough for all threads without segments. */
    private static final int ENOUGH_PIECES = 64;

    /** In one piece along the middle axis. */
    static ReduceShape whole(long outer, int length, long inner) {
        return new ReduceShape(outer, length, inner, length);
    }

    /** In segments that threads can share, if it is long and there is little else to share. */
    static ReduceShape segmented(long outer, int length, long inner) {
        ReduceShape whole = whole(outer, length, inner);
        if (outer * whole.pieces() >= ENOUGH_PIECES || length <= SEGMENT_ELEMENTS / whole.columns()) {
            return whole;
        }
        return new ReduceShape(outer, length, inner, SEGMENT_ELEMENTS / whole.columns());
    }

    /** Elements of a row of what is reduced: along the reduced axis itself, if nothing follows it. */
    long rowLength() {
        return inner == 1 ? length : inner;
    }

    int segments() {
        return length == 0 ? 1 : Math.ceilDiv(length, segmentLength);
    }

    /** Columns of a piece; the last may have fewer. */
    int columns() {
        return Math.clamp(inner, 1, inner * length <= FEW_ELEMENTS ? FEW_COLUMNS : MOST_COLUMNS);
    }

    /** Pieces across the inner axis. */
    long pieces() {
        return Math.ceilDiv(inner, columns());
    }
}
