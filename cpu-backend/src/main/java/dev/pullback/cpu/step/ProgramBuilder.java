package dev.pullback.cpu.step;

import dev.pullback.api.plan.Cluster;
import dev.pullback.api.plan.Instruction;
import dev.pullback.api.plan.Instruction.Accumulator;
import dev.pullback.api.plan.Instruction.Apply;
import dev.pullback.api.type.DType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Gives a cluster's instructions registers: as few as possible, so that all stay in the first cache. A register is free
 * again when the last instruction that reads it has it.
 */
final class ProgramBuilder {

    private final Cluster cluster;
    private final Places places;
    private final Constants constants;
    private final RegisterFile file;
    private final int[] lastReads;

    private final Register<?>[] registers;
    private final int[] numbers;
    private final Map<DType, Deque<Integer>> free = new EnumMap<>(DType.class);
    private final Map<DType, Integer> used = new EnumMap<>(DType.class);

    private ProgramBuilder(Cluster cluster, Places places, Constants constants, RegisterFile file) {
        this.cluster = cluster;
        this.places = places;
        this.constants = constants;
        this.file = file;
        int count = cluster.instructions().size();
        this.registers = new Register<?>[count];
        this.numbers = new int[count];
        Arrays.fill(numbers, -1);
        this.lastReads = new int[count];
        for (int i = 0; i < count; i++) {
            if (cluster.instructions().get(i) instanceof Apply apply) {
                for (int argument : apply.registers()) {
                    lastReads[argument] = i;
                }
            }
        }
    }

    /** The program of an elementwise step. */
    static Program build(Cluster cluster, Places places, Constants constants, RegisterFile file) {
        return new ProgramBuilder(cluster, places, constants, file).build(null);
    }

    /** The program of an epilogue, whose result takes the place of the product's elements. */
    static Program build(
            Cluster cluster, Places places, Constants constants, RegisterFile file, Register<?> accumulator) {
        return new ProgramBuilder(cluster, places, constants, file).build(accumulator);
    }

    private Program build(Register<?> accumulator) {
        List<BlockInstruction> lines = new ArrayList<>();
        int last = registers.length - 1;
        for (int i = 0; i <= last; i++) {
            Instruction instruction = cluster.instructions().get(i);
            registers[i] = constants.register(i);
            if (registers[i] == null) {
                switch (instruction) {
                    case Instruction.Load(int operand, DType dtype) -> {
                        registers[i] = take(i, dtype);
                        var view = new OperandView(cluster, cluster.operands().get(operand));
                        Place source = places.of(cluster.operands().get(operand).value());
                        lines.add(new Load(source, view, registers[i]));
                    }
                    case Accumulator _ -> registers[i] = accumulator;
                    case Apply apply -> {
                        releaseArguments(apply, i);
                        boolean replaces = accumulator != null && i == last;
                        registers[i] = replaces ? accumulator : take(i, apply.dtype());
                        List<Register<?>> arguments = new ArrayList<>();
                        apply.registers().forEach(argument -> arguments.add(registers[argument]));
                        lines.add(BlockOps.of(apply.op(), arguments, registers[i]));
                    }
                    case Instruction.Literal literal ->
                        throw new IllegalStateException("not among the constants: " + literal);
                }
            }
        }
        return new Program(lines, registers[last]);
    }

    private Register<?> take(int instruction, DType dtype) {
        Deque<Integer> available = free.computeIfAbsent(dtype, missing -> new ArrayDeque<>());
        int number = available.isEmpty() ? used.merge(dtype, 1, Integer::sum) - 1 : available.pop();
        numbers[instruction] = number;
        return file.register(dtype, number);
    }

    /** Before the result is given a register: an op may write over what it reads, element by element. */
    private void releaseArguments(Apply apply, int instruction) {
        for (int argument : apply.registers().stream().distinct().toList()) {
            if (numbers[argument] >= 0 && lastReads[argument] == instruction) {
                DType dtype = cluster.instructions().get(argument).dtype();
                free.computeIfAbsent(dtype, missing -> new ArrayDeque<>()).push(numbers[argument]);
            }
        }
    }
}
