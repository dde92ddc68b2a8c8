package dev.pullback.api.plan;

import dev.pullback.api.plan.Instruction.Accumulator;
import dev.pullback.api.plan.Instruction.Apply;
import dev.pullback.api.plan.Instruction.Literal;
import dev.pullback.api.plan.Instruction.Load;
import dev.pullback.api.plan.Instruction.Reduce;
import dev.pullback.api.type.Axes;
import dev.pullback.api.type.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Elementwise ops that run as one loop: a straight-line program over registers, executed for every element of an index
 * space. The last instruction's register is the result.
 *
 * @param lengths the axes of the index space, as few as the operands' strides allow; the result is row-major over them. A
 *     matmul's epilogue always has three: batch, rows, columns; that of a reduction too: 1, what is in front of the reduced
 *     axis, what is behind it
 * @param operands what {@link Instruction.Load} loads
 * @param instructions the program
 */
public record Cluster(Axes lengths, List<Operand> operands, List<Instruction> instructions) {

    public Cluster {
        operands = List.copyOf(operands);
        instructions = List.copyOf(instructions);
    }

    /** Number of elements. */
    public long size() {
        long size = 1;
        for (int length : lengths.toArray()) {
            size *= length;
        }
        return size;
    }

    public DType resultType() {
        return instructions.getLast().dtype();
    }

    /** Whether an operand is read row-major from end to end, the way the result is written. */
    public boolean isFull(Operand operand) {
        long expected = 1;
        for (int axis = lengths.count() - 1; axis >= 0; axis--) {
            if (lengths.get(axis) != 1 && operand.stride(axis) != expected) {
                return false;
            }
            expected *= lengths.get(axis);
        }
        return true;
    }

    /** For each instruction whether its register is the same along the last axis: one number per row, or one altogether. */
    public List<Boolean> repeated() {
        List<Boolean> repeated = new ArrayList<>();
        for (Instruction instruction : instructions) {
            repeated.add(
                    switch (instruction) {
                        case Load load -> operands.get(load.operand()).stride(lengths.count() - 1) == 0;
                        case Literal _, Reduce _ -> true;
                        case Accumulator _ -> false;
                        case Apply apply -> apply.registers().stream().allMatch(repeated::get);
                    });
        }
        return repeated;
    }

    /** The names of the ops in order: {@code add+sigmoid}. */
    public String label() {
        String ops = instructions.stream()
                .flatMap(instruction -> switch (instruction) {
                    case Apply apply -> Stream.of(apply.op().name());
                    case Reduce reduce -> Stream.of(reduce.reduction().label());
                    case Load _, Literal _, Accumulator _ -> Stream.empty();
                })
                .collect(Collectors.joining("+"));
        return ops.isEmpty() ? "fill" : ops;
    }
}
