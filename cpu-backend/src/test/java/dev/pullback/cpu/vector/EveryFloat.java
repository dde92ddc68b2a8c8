package dev.pullback.cpu.vector;

import java.util.stream.IntStream;

/**
 * Every float32 there is through every function, against float64: what the page on numerics quotes. Takes some minutes, so no
 * test runs it; {@code mvn -pl cpu-backend test-compile} and then {@code java --add-modules jdk.incubator.vector} with the
 * classes of this module and of its tests on the class path.
 */
final class EveryFloat {

    private static final int RANGES = 1 << 12;

    private record Worst(double ulp, float at) {

        Worst or(Worst other) {
            return other.ulp > ulp ? other : this;
        }
    }

    private EveryFloat() {}

    public static void main(String[] arguments) {
        for (FunctionAccuracyTest.Function function : FunctionAccuracyTest.Function.values()) {
            Worst worst = IntStream.range(0, RANGES)
                    .parallel()
                    .mapToObj(range -> worst(function, range))
                    .reduce(new Worst(0, 0), Worst::or);
            System.out.printf("%-8s %.3f ulp at %s%n", function, worst.ulp, Float.toHexString(worst.at));
        }
    }

    private static Worst worst(FunctionAccuracyTest.Function function, int range) {
        float[] x = new float[Blocks.SIZE];
        float[] out = new float[Blocks.SIZE];
        Worst worst = new Worst(0, 0);
        int length = (int) ((1L << 32) / RANGES);
        for (int first = 0; first < length; first += x.length) {
            for (int i = 0; i < x.length; i++) {
                x[i] = Float.intBitsToFloat(range * length + first + i);
            }
            function.onFloats.apply(x, out, x.length);
            for (int i = 0; i < x.length; i++) {
                double error = function.ulpsOff(x[i], out[i]);
                if (error > worst.ulp) {
                    worst = new Worst(error, x[i]);
                }
            }
        }
        return worst;
    }
}
