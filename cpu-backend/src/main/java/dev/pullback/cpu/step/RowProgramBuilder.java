package dev.pullback.cpu.step;

import dev.pullback.api.plan.Cluster;
import dev.pullback.api.plan.Instruction.Accumulator;
import dev.pullback.api.plan.Instruction.Apply;
import dev.pullback.api.plan.Instruction.Literal;
import dev.pullback.api.plan.Instruction.Load;
import dev.pullback.api.plan.Instruction.Reduce;
import dev.pullback.api.plan.Operand;
import dev.pullback.api.plan.Step.RowStep;
import dev.pullback.api.type.Axes;
import dev.pullback.api.type.DType;
import java.util.ArrayList;
import java.util.List;

/**
 * Binds a row step's instructions to registers and memory. A register holds all elements of some rows, or one element of each
 * of them; where the first meet the second, those are spread over their rows.
 */
final class RowProgramBuilder {

    private final Cluster cluster;
    private final List<Boolean> repeated;
    private final int length;
    private final Places places;
    private final Constants constants;
    private final RegisterAllocation allocation;
    private final Register<?>[] registers;
    private final Block elements = new Block();
    private final Block rows = new Block();
    private final List<RowProgram.Line> lines = new ArrayList<>();

    private RowProgramBuilder(RowStep step, Places places, Constants constants, RegisterFile file) {
        this.cluster = step.cluster();
        this.repeated = cluster.repeated();
        this.length = cluster.lengths().get(cluster.lengths().count() - 1);
        this.places = places;
        this.constants = constants;
        this.allocation = new RegisterAllocation(cluster, file);
        this.registers = new Register<?>[cluster.instructions().size()];
    }

    static RowProgram build(RowStep step, Places places, Constants constants, RegisterFile file) {
        return new RowProgramBuilder(step, places, constants, file).build(step.reduced());
    }

    private RowProgram build(boolean reduced) {
        int last = registers.length - 1;
        for (int i = 0; i <= last; i++) {
            registers[i] = constants.register(i);
            if (registers[i] == null) {
                switch (cluster.instructions().get(i)) {
                    case Load load -> load(load, i);
                    case Apply apply -> apply(apply, i);
                    case Reduce reduce -> reduce(reduce, i);
                    case Literal _, Accumulator _ -> throw new IllegalStateException("not in a program of rows");
                }
            }
        }
        Register<?> result = reduced || !repeated.get(last) ? registers[last] : spread(last);
        return new RowProgram(elements, rows, lines, result);
    }

    private void load(Load load, int i) {
        registers[i] = allocation.take(i, load.dtype());
        Operand operand = cluster.operands().get(load.operand());
        Place source = places.of(operand.value());
        OperandView view = repeated.get(i) ? perRow(operand) : new OperandView(cluster, operand);
        lines.add(line(new dev.pullback.cpu.step.Load(source, view, registers[i]), i));
    }

    /** The operand as a column. */
    private OperandView perRow(Operand operand) {
        int[] lengths = cluster.lengths().toArray();
        lengths[lengths.length - 1] = 1;
        return new OperandView(new Cluster(Axes.of(lengths), cluster.operands(), cluster.instructions()), operand);
    }

    private void apply(Apply apply, int i) {
        List<Register<?>> arguments = new ArrayList<>();
        List<Integer> spreads = new ArrayList<>();
        List<DType> dtypes = new ArrayList<>();
        for (int argument : apply.registers()) {
            boolean meets = repeated.get(argument) && !repeated.get(i) && constants.register(argument) == null;
            if (meets) {
                DType dtype = cluster.instructions().get(argument).dtype();
                spreads.add(allocation.number(dtype));
                dtypes.add(dtype);
                arguments.add(spread(argument, allocation.register(dtype, spreads.getLast())));
            } else {
                arguments.add(registers[argument]);
            }
        }
        allocation.release(apply.registers(), i);
        registers[i] = allocation.take(i, apply.dtype());
        lines.add(line(BlockOps.of(apply.op(), arguments, registers[i]), i));
        for (int spread = 0; spread < spreads.size(); spread++) {
            allocation.giveBack(dtypes.get(spread), spreads.get(spread));
        }
    }

    private void reduce(Reduce reduce, int i) {
        int argument = reduce.register();
        Register<?> x =
                repeated.get(argument) && constants.register(argument) == null ? spread(argument) : registers[argument];
        allocation.release(List.of(argument), i);
        Register<?> out = allocation.take(i, reduce.dtype());
        registers[i] = out;
        Fold fold = Fold.of(reduce.reduction(), reduce.dtype());
        lines.add(new RowProgram.Line(
                block -> {
                    fold.block().copyFrom(x, 0, 0, block.size());
                    fold.collapse(block.rows(), length);
                    out.pick(fold.block(), block.rows(), length);
                },
                elements));
    }

    /** In a register that nothing else gets. */
    private Register<?> spread(int argument) {
        return spread(argument, Register.of(cluster.instructions().get(argument).dtype()));
    }

    private Register<?> spread(int argument, Register<?> to) {
        Register<?> from = registers[argument];
        lines.add(new RowProgram.Line(block -> to.spread(from, block.rows(), length), elements));
        return to;
    }

    private RowProgram.Line line(BlockInstruction instruction, int i) {
        return new RowProgram.Line(instruction, repeated.get(i) ? rows : elements);
    }
}
