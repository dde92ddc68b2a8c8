package dev.pullback.cpu.vector;

/** What all blocks have in common. */
public final class Blocks {
    /** Length of a block's array; whole vectors of any width fit in. */
    public static final int SIZE = 2048;

    private Blocks() {}
}
