package dev.pullback.network.layer;

/**
 * Random numbers by counter, written out in full so that nothing depends on a library's generator and any other program can
 * make the same ones. All arithmetic is modulo 2⁶⁴:
 *
 * <pre>{@code
 * mix(z):   z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9
 *           z = (z ^ z >>> 27) * 0x94D049BB133111EB
 *           return z ^ z >>> 31                                      (SplitMix64)
 * key(p)  = mix(mix(seed ^ 0x6A09E667F3BCC908) + p)                   (p: position of the parameter in its network)
 * word(i) = mix(key + (i + 1) * 0x9E3779B97F4A7C15)
 * value i = limit * ((word(i) >>> 40) * 2^-23 - 1)                    (24 bits, uniform in [-limit, limit))
 * }</pre>
 */
final class RandomWords {

    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    /** Keeps the words of initial values apart from those that the same seed gives to the order of the samples. */
    private static final long DOMAIN = 0x6A09E667F3BCC908L;

    private RandomWords() {}

    static long key(long seed, int position) {
        return mix(mix(seed ^ DOMAIN) + position);
    }

    static float[] uniform(long key, int count, double limit) {
        var values = new float[count];
        for (int i = 0; i < count; i++) {
            long word = mix(key + (i + 1) * GAMMA);
            values[i] = (float) (limit * ((word >>> 40) * 0x1p-23 - 1));
        }
        return values;
    }

    private static long mix(long word) {
        long z = (word ^ (word >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
