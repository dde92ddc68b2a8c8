package dev.pullback.network.data;

/**
 * Random orders that are the same on every JVM and in every language: written out here in full, so that nothing depends
 * on a library's generator.
 *
 * <p>With {@code mix} the finalizer of SplitMix64 and {@code γ = 0x9E3779B97F4A7C15}, the i-th random 64-bit word of a
 * key is {@code word(key, i) = mix(key + (i + 1)·γ)}, all arithmetic modulo 2⁶⁴. The order is a Fisher–Yates shuffle:
 * start from 0, 1, …, n−1; for k = n−1 down to 1, swap the entries at k and at
 * {@code j = ⌊word(key, n−1−k) · (k+1) / 2⁶⁴⌋}, the word read as unsigned.
 */
final class SeededOrder {

    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    private SeededOrder() {}

    /** The key of the {@code index}-th of many orders that belong to one seed: {@code mix(mix(seed) + index)}. */
    static long key(long seed, long index) {
        return mix(mix(seed) + index);
    }

    /** The numbers 0 … n−1 in the order that belongs to the key. */
    static int[] of(int n, long key) {
        var order = new int[n];
        for (int i = 0; i < n; i++) {
            order[i] = i;
        }
        long state = key;
        for (int k = n - 1; k > 0; k--) {
            state += GAMMA;
            int j = (int) Math.unsignedMultiplyHigh(mix(state), k + 1L);
            int swapped = order[k];
            order[k] = order[j];
            order[j] = swapped;
        }
        return order;
    }

    private static long mix(long word) {
        long z = (word ^ (word >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
