package dev.pullback.bench.peers.work;

/** Something that several peers compute. {@code toString} writes what {@link #parse} reads, in one word. */
public sealed interface Workload permits Gemm, Elementwise, TrainingStep, FirstStep, FmaPeak {

    /** Floating-point operations of one run; 0 where that is no fair count. */
    double flops();

    /** @throws IllegalArgumentException for a text that is none */
    static Workload parse(String text) {
        String[] parts = text.split(":", -1);
        return switch (parts[0]) {
            case "gemm" -> Gemm.parse(parts[1], parts[2]);
            case "elementwise" -> Elementwise.parse(parts[1], parts[2]);
            case "train" -> TrainingStep.parse(parts[1], parts[2], parts[3]);
            case "first" -> new FirstStep(TrainingStep.parse(parts[1], parts[2], parts[3]));
            case "fma" -> new FmaPeak(Integer.parseInt(parts[1]));
            default -> throw new IllegalArgumentException("No workload: " + text);
        };
    }
}
