package dev.pullback.api.op;

/**
 * The meaning of {@link RandomBits}: Threefry-2x32 with 20 rounds, a bijection of two 32-bit words under a key of two, from
 * Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3" (2011).
 */
public final class Threefry {

    private static final int ROUNDS = 20;
    private static final int[] ROTATIONS = {13, 15, 26, 6, 17, 29, 16, 24};

    /** The parity word of the key schedule. */
    private static final int PARITY = 0x1BD11BDA;

    private Threefry() {}

    /** Element i of the bits for a key: word {@code i mod 2} at counter ⌊i/2⌋. */
    public static int bits(int key0, int key1, long i) {
        return words(key0, key1, i / 2)[(int) (i % 2)];
    }

    /** Both words at a counter, whose low word comes first. */
    static int[] words(int key0, int key1, long counter) {
        int[] key = {key0, key1, PARITY ^ key0 ^ key1};
        int x0 = (int) counter + key[0];
        int x1 = (int) (counter >>> 32) + key[1];
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
