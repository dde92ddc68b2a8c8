package dev.pullback.cpu.step;

import dev.pullback.api.plan.Cluster;
import dev.pullback.api.plan.Instruction;
import dev.pullback.api.plan.Instruction.Literal;
import dev.pullback.api.plan.Instruction.Load;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The registers of a cluster that hold one number throughout a run: literals, filled once, and single elements of operands
 * (a learning rate), filled when a run begins. All workers read the same.
 */
final class Constants {

    private record Scalar(Place source, Register<?> register) {}

    private final Map<Integer, Register<?>> registers = new HashMap<>();
    private final List<Scalar> scalars = new ArrayList<>();

    Constants(Cluster cluster, Places places) {
        for (int i = 0; i < cluster.instructions().size(); i++) {
            Instruction instruction = cluster.instructions().get(i);
            if (instruction instanceof Literal(double value, var dtype)) {
                Register<?> register = Register.of(dtype);
                register.fill(value);
                registers.put(i, register);
            } else if (instruction instanceof Load(int operand, var dtype)
                    && new OperandView(cluster, cluster.operands().get(operand)).isScalar()) {
                Register<?> register = Register.of(dtype);
                Place source = places.of(cluster.operands().get(operand).value());
                registers.put(i, register);
                scalars.add(new Scalar(source, register));
            }
        }
    }

    /** The register of an instruction whose result is the same everywhere, or null. */
    Register<?> register(int instruction) {
        return registers.get(instruction);
    }

    /** Reads what is in memory; to be called before a run, once places are bound. */
    void read() {
        for (int i = 0; i < scalars.size(); i++) {
            Scalar scalar = scalars.get(i);
            scalar.register().loadRepeated(scalar.source().segment(), 0, 0, Register.LENGTH);
        }
    }
}
