package dev.pullback.cpu.reference;

/**
 * Threefry-2x32 with 20 rounds: a bijection of two 32-bit words under a key of two, from Salmon, Moraes, Dror and Shaw,
 * "Parallel random numbers: as easy as 1, 2, 3" (2011).
 */
final class Threefry {

    private static final int ROUNDS = 20;
    private static final int[] ROTATIONS = {13, 15, 26, 6, 17, 29, 16, 24};

    /** The parity word of the key schedule. */
    private static final int PARITY = 0x1BD11BDA;

    private Threefry() {}

    /** The two words at counter (c0, c1) under key (k0, k1). */
    static int[] block(int k0, int k1, int c0, int c1) {
        int[] key = {k0, k1, PARITY ^ k0 ^ k1};
        int x0 = c0 + key[0];
        int x1 = c1 + key[1];
        for (int round = 0; round < ROUNDS; round++) {
            x0 += x1;
            x1 = Integer.rotateLeft(x1, ROTATIONS[round % ROTATIONS.length]) ^ x0;
            if (round % 4 == 3) {
                int injection = round / 4 + 1;
                x0 += key[injection % 3];
                x1 += key[(injection + 1) % 3] + injection;
            }
        }
        return new int[] {x0, x1};
    }
}
