package dev.pullback.cpu.step;

import dev.pullback.api.plan.Cluster;
import dev.pullback.api.plan.Instruction;
import dev.pullback.api.plan.Instruction.Apply;
import dev.pullback.api.plan.Instruction.Reduce;
import dev.pullback.api.type.DType;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Gives a cluster's instructions registers: as few as possible, so that all stay in the first cache. A register is free
 * again when the last instruction that reads it has it.
 */
final class RegisterAllocation {

    private final RegisterFile file;
    private final int[] lastReads;
    private final int[] numbers;
    private final DType[] dtypes;
    private final Map<DType, Deque<Integer>> free = new EnumMap<>(DType.class);
    private final Map<DType, Integer> used = new EnumMap<>(DType.class);

    RegisterAllocation(Cluster cluster, RegisterFile file) {
        this.file = file;
        int count = cluster.instructions().size();
        this.numbers = new int[count];
        this.dtypes = new DType[count];
        Arrays.fill(numbers, -1);
        this.lastReads = new int[count];
        for (int i = 0; i < count; i++) {
            for (int argument : arguments(cluster.instructions().get(i))) {
                lastReads[argument] = i;
            }
        }
    }

    /** A register for the result of an instruction. */
    Register<?> take(int instruction, DType dtype) {
        numbers[instruction] = number(dtype);
        dtypes[instruction] = dtype;
        return file.register(dtype, numbers[instruction]);
    }

    /** Before the result is given a register: an op may write over what it reads, element by element. */
    void release(List<Integer> arguments, int instruction) {
        for (int argument : arguments.stream().distinct().toList()) {
            if (numbers[argument] >= 0 && lastReads[argument] == instruction) {
                giveBack(dtypes[argument], numbers[argument]);
            }
        }
    }

    /** The number of a free register, to be given back by whoever asked for it. */
    int number(DType dtype) {
        Deque<Integer> available = free.computeIfAbsent(dtype, missing -> new ArrayDeque<>());
        return available.isEmpty() ? used.merge(dtype, 1, Integer::sum) - 1 : available.pop();
    }

    Register<?> register(DType dtype, int number) {
        return file.register(dtype, number);
    }

    void giveBack(DType dtype, int number) {
        free.computeIfAbsent(dtype, missing -> new ArrayDeque<>()).push(number);
    }

    private static List<Integer> arguments(Instruction instruction) {
        return switch (instruction) {
            case Apply apply -> apply.registers();
            case Reduce reduce -> List.of(reduce.register());
            case Instruction.Load _, Instruction.Literal _, Instruction.Accumulator _ -> List.of();
        };
    }
}
