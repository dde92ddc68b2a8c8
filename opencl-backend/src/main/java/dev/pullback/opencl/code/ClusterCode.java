package dev.pullback.opencl.code;

import dev.pullback.api.op.Cast;
import dev.pullback.api.op.Compare;
import dev.pullback.api.op.Elementwise;
import dev.pullback.api.plan.Cluster;
import dev.pullback.api.plan.Instruction;
import dev.pullback.api.plan.Instruction.Accumulator;
import dev.pullback.api.plan.Instruction.Apply;
import dev.pullback.api.plan.Instruction.Literal;
import dev.pullback.api.plan.Instruction.Load;
import dev.pullback.api.plan.Instruction.Reduce;
import dev.pullback.api.plan.Operand;
import dev.pullback.api.type.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * The OpenCL C of a cluster: the body of a function over (row, col, index[, batch]), once for a single element and once for
 * a vector of elements of one row. Sizes and strides are kernel parameters where they vary, so that one program serves all
 * shapes of a kind.
 */
public final class ClusterCode {

    private final Cluster cluster;
    private final List<OperandAccess> accesses = new ArrayList<>();
    private final List<Parameter> parameters = new ArrayList<>();

    /** A parameter of the generated functions and of the kernel: its declaration, its name, and what to bind to it. */
    public record Parameter(String declaration, String name, Binding binding) {}

    /** What is bound to a parameter. */
    public sealed interface Binding {
        /** The buffer of an operand. */
        record OfOperand(Operand operand) implements Binding {}

        /** A stride in elements, or the length of an axis. */
        record Number(long value) implements Binding {}
    }

    private ClusterCode(Cluster cluster, boolean epilogue, int firstNumber) {
        this.cluster = cluster;
        List<Operand> operands = cluster.operands();
        for (int i = 0; i < operands.size(); i++) {
            String name = "g" + (firstNumber + i);
            Operand operand = operands.get(i);
            String type = CType.of(operand.value().type().dtype());
            parameters.add(
                    new Parameter("__global const %s* %s".formatted(type, name), name, new Binding.OfOperand(operand)));
            accesses.add(
                    epilogue
                            ? OperandAccess.ofEpilogue(cluster, operand, name)
                            : OperandAccess.of(cluster, operand, name));
        }
        accesses.forEach(access -> parameters.addAll(access.parameters()));
        boolean needsCoordinates = !epilogue && accesses.stream().anyMatch(OperandAccess::usesCoordinates);
        if (needsCoordinates) {
            for (int axis = 1; axis < cluster.lengths().count() - 1; axis++) {
                parameters.add(number("n" + axis, cluster.lengths().get(axis)));
            }
        }
    }

    /** For a loop over all elements, which stores its result itself, or for rows that a reduction asks for. */
    public static ClusterCode loop(Cluster cluster) {
        return new ClusterCode(cluster, false, 0);
    }

    /** For what happens to a finished element of a matrix product. */
    public static ClusterCode epilogue(Cluster cluster) {
        return epilogue(cluster, 0);
    }

    /** @param firstNumber of the operands' names: how many a prologue in the same kernel has */
    public static ClusterCode epilogue(Cluster cluster, int firstNumber) {
        return new ClusterCode(cluster, true, firstNumber);
    }

    /** In the order of the kernel's arguments. */
    public List<Parameter> parameters() {
        return parameters;
    }

    /** Whether rows and columns do not matter: every operand is read whole or is one element. */
    public boolean isLinear() {
        return accesses.stream().noneMatch(OperandAccess::usesPosition);
    }

    /** Declarations, each led by a comma. */
    public String parameterList() {
        return parameters.stream()
                .map(parameter -> ", " + parameter.declaration())
                .collect(Collectors.joining());
    }

    /** Names, each led by a comma. */
    public String argumentList() {
        return parameters.stream().map(parameter -> ", " + parameter.name()).collect(Collectors.joining());
    }

    /** Statements that compute the result; its name is {@link #result}. */
    public String body(Vectors vectors) {
        int width = vectors.width();
        var text = new StringBuilder(coordinates());
        List<Instruction> instructions = cluster.instructions();
        for (int i = 0; i < instructions.size(); i++) {
            String type = CType.of(instructions.get(i).dtype(), width);
            text.append("    const %s r%d = %s;\n".formatted(type, i, expression(instructions.get(i), vectors)));
        }
        return text.toString();
    }

    public String result() {
        return "r" + (cluster.instructions().size() - 1);
    }

    static Parameter number(String name, long value) {
        return new Parameter("const long " + name, name, new Binding.Number(value));
    }

    /** The position along each axis but the last, from the number of the row. */
    String coordinates() {
        if (accesses.stream().noneMatch(OperandAccess::usesCoordinates)) {
            return "";
        }
        var text = new StringBuilder("    long rest = row;\n");
        for (int axis = cluster.lengths().count() - 2; axis > 0; axis--) {
            text.append("    const long i%d = rest %% n%d; rest /= n%d;\n".formatted(axis, axis, axis));
        }
        return text.append("    const long i0 = rest;\n").toString();
    }

    String expression(Instruction instruction, Vectors vectors) {
        int width = vectors.width();
        return switch (instruction) {
            case Load load -> accesses.get(load.operand()).expression(load.dtype(), vectors);
            case Literal(double value, DType dtype) ->
                "(%s)(%s)".formatted(CType.of(dtype, width), CType.literal(value, dtype));
            case Accumulator _ -> "value";
            case Apply apply -> call(apply, width);
            case Reduce _ -> throw new IllegalStateException("a reduction is no expression");
        };
    }

    private String call(Apply apply, int width) {
        return call(apply, width, register -> "r" + register);
    }

    /** @param names how each register is called */
    String call(Apply apply, int width, IntFunction<String> names) {
        DType from = cluster.instructions().get(apply.registers().getLast()).dtype();
        String arguments = apply.registers().stream().map(names::apply).collect(Collectors.joining(", "));
        return "%s(%s)".formatted(function(apply.op(), from, apply.dtype(), width), arguments);
    }

    /** The name in scalar.cl. */
    private static String function(Elementwise op, DType from, DType to, int width) {
        return switch (op) {
            case Cast _ -> "cast_%s_%s".formatted(CType.of(from, width), CType.of(to, width));
            case Compare compare -> compare.comparison().name().toLowerCase(Locale.ROOT) + "_" + CType.of(from, width);
            default -> op.name() + "_" + CType.of(from, width);
        };
    }
}
