package dev.pullback.cpu.step;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.pullback.api.op.Add;
import dev.pullback.api.op.Elementwise;
import dev.pullback.api.op.Mul;
import dev.pullback.api.op.Sub;
import dev.pullback.api.plan.Cluster;
import dev.pullback.api.plan.Instruction;
import dev.pullback.api.plan.Instruction.Accumulator;
import dev.pullback.api.plan.Instruction.Apply;
import dev.pullback.api.plan.Instruction.Literal;
import dev.pullback.api.plan.Instruction.Load;
import dev.pullback.api.plan.Operand;
import dev.pullback.api.plan.Value;
import dev.pullback.api.type.DType;
import java.util.List;
import java.util.Optional;

/**
 * The epilogue {@code W ± s · (A·B)} where the result takes the place of W, as in every step of gradient descent: a product that is
 * added to what is there, which needs no pass of its own.
 */
final class ScaledUpdate {

    private final boolean subtracts;
    private final double literal;
    /** Where the scale is read when a run begins, or null if it is the literal. */
    private final Place source;

    private final DType dtype;

    private ScaledUpdate(boolean subtracts, double literal, Place source, DType dtype) {
        this.subtracts = subtracts;
        this.literal = literal;
        this.source = source;
        this.dtype = dtype;
    }

    /** Recognises one, if that is all that the cluster does. */
    static Optional<ScaledUpdate> of(Cluster cluster, Value result, Places places) {
        List<Instruction> lines = cluster.instructions();
        if (lines.size() != 5 || !(lines.get(4) instanceof Apply(Elementwise last, var sum, var dtype))) {
            return Optional.empty();
        }
        boolean subtracts = last instanceof Sub;
        if (!subtracts && !(last instanceof Add)) {
            return Optional.empty();
        }
        int product = product(lines, sum);
        if (product < 0 || (subtracts && sum.get(1) != product)) {
            return Optional.empty();
        }
        int target = sum.get(0) == product ? sum.get(1) : sum.get(0);
        if (!(lines.get(target) instanceof Load(int operand, var _)) || !isResult(cluster, operand, result, places)) {
            return Optional.empty();
        }
        List<Integer> factors = ((Apply) lines.get(product)).registers();
        int scale = lines.get(factors.get(0)) instanceof Accumulator ? factors.get(1) : factors.get(0);
        boolean ofSums = factors.stream()
                        .filter(i -> lines.get(i) instanceof Accumulator)
                        .count()
                == 1;
        if (!ofSums) {
            return Optional.empty();
        }
        return switch (lines.get(scale)) {
            case Literal(double value, var _) -> Optional.of(new ScaledUpdate(subtracts, value, null, dtype));
            case Load(int rate, var _)
            when cluster.operands().get(rate).isScalar() -> {
                Value value = cluster.operands().get(rate).value();
                yield places.overlap(value, result)
                        ? Optional.empty()
                        : Optional.of(new ScaledUpdate(subtracts, 0, places.of(value), dtype));
            }
            default -> Optional.empty();
        };
    }

    private static int product(List<Instruction> lines, List<Integer> candidates) {
        return candidates.stream()
                .filter(i -> lines.get(i) instanceof Apply apply && apply.op() instanceof Mul)
                .findFirst()
                .orElse(-1);
    }

    private static boolean isResult(Cluster cluster, int operand, Value result, Places places) {
        Operand read = cluster.operands().get(operand);
        return cluster.isFull(read) && places.overlap(read.value(), result);
    }

    /** The factor of the product, once places are bound. */
    double scale() {
        double scale = literal;
        if (source != null) {
            scale = dtype == DType.FLOAT64
                    ? source.segment().get(JAVA_DOUBLE, 0)
                    : source.segment().get(JAVA_FLOAT, 0);
        }
        return subtracts ? -scale : scale;
    }
}
