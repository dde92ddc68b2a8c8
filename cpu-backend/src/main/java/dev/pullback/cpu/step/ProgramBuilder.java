package dev.pullback.cpu.step;

import dev.pullback.api.plan.Cluster;
import dev.pullback.api.plan.Instruction;
import dev.pullback.api.plan.Instruction.Accumulator;
import dev.pullback.api.plan.Instruction.Apply;
import dev.pullback.api.type.DType;
import java.util.ArrayList;
import java.util.List;

/** Binds a cluster's instructions to registers and memory. */
final class ProgramBuilder {

    private final Cluster cluster;
    private final Places places;
    private final Constants constants;
    private final RegisterAllocation allocation;
    private final Register<?>[] registers;

    private ProgramBuilder(Cluster cluster, Places places, Constants constants, RegisterFile file) {
        this.cluster = cluster;
        this.places = places;
        this.constants = constants;
        this.allocation = new RegisterAllocation(cluster, file);
        this.registers = new Register<?>[cluster.instructions().size()];
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
                        registers[i] = allocation.take(i, dtype);
                        var view = new OperandView(cluster, cluster.operands().get(operand));
                        Place source = places.of(cluster.operands().get(operand).value());
                        lines.add(new Load(source, view, registers[i]));
                    }
                    case Accumulator _ -> registers[i] = accumulator;
                    case Apply apply -> {
                        allocation.release(apply.registers(), i);
                        boolean replaces = accumulator != null && i == last;
                        registers[i] = replaces ? accumulator : allocation.take(i, apply.dtype());
                        List<Register<?>> arguments = new ArrayList<>();
                        apply.registers().forEach(argument -> arguments.add(registers[argument]));
                        lines.add(BlockOps.of(apply.op(), arguments, registers[i]));
                    }
                    case Instruction.Literal _, Instruction.Reduce _ ->
                        throw new IllegalStateException("not in a program of elements: " + instruction);
                }
            }
        }
        return new Program(lines, registers[last]);
    }
}
