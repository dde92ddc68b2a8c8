package dev.pullback.bench.peers.work;

/**
 * A float32 matrix product of row-major operands, {@code [m, k] · [k, n] -> [m, n]}; a transposed operand is stored the other
 * way round.
 */
public record Gemm(boolean transposeA, boolean transposeB, int m, int k, int n) implements Workload {

    /** @param transposes {@code NN}, {@code TN}, {@code NT} or {@code TT} */
    public static Gemm of(String transposes, int m, int k, int n) {
        return new Gemm(transposes.charAt(0) == 'T', transposes.charAt(1) == 'T', m, k, n);
    }

    static Gemm parse(String transposes, String sizes) {
        String[] mkn = sizes.split("x", -1);
        return of(transposes, Integer.parseInt(mkn[0]), Integer.parseInt(mkn[1]), Integer.parseInt(mkn[2]));
    }

    public String transposes() {
        return (transposeA ? "T" : "N") + (transposeB ? "T" : "N");
    }

    public String sizes() {
        return m + "x" + k + "x" + n;
    }

    @Override
    public double flops() {
        return 2.0 * m * k * n;
    }

    @Override
    public String toString() {
        return "gemm:" + transposes() + ":" + sizes();
    }
}
