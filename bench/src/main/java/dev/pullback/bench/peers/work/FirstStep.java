package dev.pullback.bench.peers.work;

/** A program from the start of its process to its end, which makes one training step. */
public record FirstStep(TrainingStep step) implements Workload {

    @Override
    public double flops() {
        return 0;
    }

    @Override
    public String toString() {
        return "first:" + step.toString().substring("train:".length());
    }
}
