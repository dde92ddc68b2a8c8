package dev.pullback.api.plan;

import dev.pullback.api.op.Elementwise;
import dev.pullback.api.plan.Step.Reduction;
import dev.pullback.api.type.DType;
import java.util.List;

/** One line of a {@link Cluster}'s program; its result is the register with the instruction's own number. */
public sealed interface Instruction {

    /** The dtype of the result. */
    DType dtype();

    /** The element of an operand. */
    record Load(int operand, DType dtype) implements Instruction {}

    /** The same number everywhere, already rounded to the dtype. */
    record Literal(double value, DType dtype) implements Instruction {}

    /** The element of the matrix product or reduction that the cluster is the epilogue of. */
    record Accumulator(DType dtype) implements Instruction {}

    /** A reduction of an earlier register along the row, the last axis: one number for all elements of the row. */
    record Reduce(Reduction reduction, int register, DType dtype) implements Instruction {}

    /** An op on earlier registers. */
    record Apply(Elementwise op, List<Integer> registers, DType dtype) implements Instruction {
        public Apply {
            registers = List.copyOf(registers);
        }
    }
}
