package dev.pullback.cpu.vector;

/** Reduction of rows within int32 blocks: of the n ≥ 1 elements from some index on. */
public final class IntReduction {
    private IntReduction() {}

    /** The sum, wrapped around. */
    public static int sum(int[] x, int from, int n) {
        int sum = 0;
        for (int i = from; i < from + n; i++) {
            sum += x[i];
        }
        return sum;
    }

    /** The largest element. */
    public static int max(int[] x, int from, int n) {
        int max = x[from];
        for (int i = from + 1; i < from + n; i++) {
            max = Math.max(max, x[i]);
        }
        return max;
    }

    /** The {@link #sum} of each of some rows, which lie one behind the other from index 0 on; it is left where its row begins. */
    public static void sums(int[] x, int rows, int n) {
        for (int from = 0; from < rows * n; from += n) {
            x[from] = sum(x, from, n);
        }
    }

    /** The {@link #max} of each of some rows, which lie one behind the other from index 0 on; it is left where its row begins. */
    public static void maxima(int[] x, int rows, int n) {
        for (int from = 0; from < rows * n; from += n) {
            x[from] = max(x, from, n);
        }
    }

    /** Distance from {@code from} to the largest element, the first of several. */
    public static int argmax(int[] x, int from, int n) {
        int max = max(x, from, n);
        int i = 0;
        while (x[from + i] != max) {
            i++;
        }
        return i;
    }
}
