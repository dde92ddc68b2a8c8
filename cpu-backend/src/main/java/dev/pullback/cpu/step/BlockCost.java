package dev.pullback.cpu.step;

import dev.pullback.api.op.Div;
import dev.pullback.api.op.Exp;
import dev.pullback.api.op.Log;
import dev.pullback.api.op.Sigmoid;
import dev.pullback.api.op.Sqrt;
import dev.pullback.api.op.Tanh;
import dev.pullback.api.plan.Cluster;
import dev.pullback.api.plan.Instruction;
import dev.pullback.api.type.DType;

/** What a cluster costs per element, roughly, in nanoseconds on one thread: enough to decide about threads. */
final class BlockCost {

    private static final double MEMORY = 0.1;
    private static final double ARITHMETIC = 0.04;
    private static final double DIVISION = 0.15;
    private static final double TRANSCENDENTAL = 0.25;

    private BlockCost() {}

    static double nanosPerElement(Cluster cluster) {
        double nanos = MEMORY;
        for (Instruction instruction : cluster.instructions()) {
            nanos += switch (instruction) {
                case Instruction.Load _ -> MEMORY;
                case Instruction.Reduce _ -> MEMORY;
                case Instruction.Literal _, Instruction.Accumulator _ -> 0;
                case Instruction.Apply apply -> nanos(apply) * (apply.dtype() == DType.FLOAT64 ? 2 : 1);
            };
        }
        return nanos;
    }

    private static double nanos(Instruction.Apply apply) {
        return switch (apply.op()) {
            case Exp _, Log _, Sigmoid _, Tanh _ -> TRANSCENDENTAL;
            case Div _, Sqrt _ -> DIVISION;
            default -> ARITHMETIC;
        };
    }
}
