package dev.pullback.cpu.matmul;

/** How many vectors the machine's registers hold. */
final class Registers {
    private static final int AVX2_BITS = 256;
    private static final boolean ARM = System.getProperty("os.arch", "").equals("aarch64");

    private Registers() {}

    /**
     * Vectors side by side in a strip of B. Six rows times four vectors of sums need 32 registers, which AVX-512, NEON and SVE
     * have; AVX2 and SSE have 16, enough for six times two.
     */
    static int stripVectors(int vectorBits, int lanes) {
        int vectors = ARM || vectorBits > AVX2_BITS ? 4 : 2;
        boolean fits = Kernels.ROWS * vectors * lanes <= Epilogue.MAX_ELEMENTS;
        return fits ? vectors : 2; // the widest vectors of SVE
    }
}
