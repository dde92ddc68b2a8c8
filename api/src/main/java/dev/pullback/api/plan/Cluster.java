package dev.pullback.api.plan;

import dev.pullback.api.plan.Instruction.Apply;
import dev.pullback.api.type.Axes;
import dev.pullback.api.type.DType;
import java.util.List;
import java.util.stream.Collectors;

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

    /** The names of the ops in order: {@code add+sigmoid}. */
    public String label() {
        String ops = instructions.stream()
                .filter(Apply.class::isInstance)
                .map(instruction -> ((Apply) instruction).op().name())
                .collect(Collectors.joining("+"));
        return ops.isEmpty() ? "fill" : ops;
    }
}
