package dev.pullback.opencl.code;

import dev.pullback.api.plan.Cluster;
import dev.pullback.api.plan.Instruction;
import dev.pullback.api.plan.Instruction.Apply;
import dev.pullback.api.plan.Instruction.Reduce;
import dev.pullback.api.plan.Step.Reduction;
import dev.pullback.api.plan.Step.RowStep;
import dev.pullback.api.type.DType;
import java.util.List;
import java.util.TreeSet;

/**
 * The OpenCL C of a row step: a function that goes over a row once for every reduction, computing what that needs, and once
 * more for the result. On a GPU the work-items of a group share the row, on a processor one has it in vectors.
 */
public final class RowCode {

    private final Cluster cluster;
    private final boolean reduced;
    private final List<Boolean> repeated;
    private final ClusterCode elements;

    public RowCode(RowStep step) {
        this.cluster = step.cluster();
        this.reduced = step.reduced();
        this.repeated = cluster.repeated();
        this.elements = ClusterCode.loop(cluster);
    }

    /** What the code takes beside the row. */
    public ClusterCode parameters() {
        return elements;
    }

    /** The one dtype of all reductions. */
    public DType reductionType() {
        return cluster.instructions().stream()
                .filter(Reduce.class::isInstance)
                .map(Instruction::dtype)
                .findFirst()
                .orElseThrow();
    }

    /** For one work-item with vectors of {@code width} elements. */
    public String forProcessor(int width) {
        var text = begin("int row, int length");
        for (int i = 0; i < cluster.instructions().size(); i++) {
            if (cluster.instructions().get(i) instanceof Reduce reduce) {
                text.append(reduceVectors(reduce, i, width));
            } else {
                text.append(perRow(i));
            }
        }
        if (reduced) {
            text.append("    out[row] = %s;\n".formatted(elements.result()));
        } else {
            int last = cluster.instructions().size() - 1;
            text.append("    int col = 0;\n    for (; col <= length - %d; col += %d) {\n".formatted(width, width));
            text.append(element(last, width));
            text.append("        vstore%d(%s, 0, out + index);\n    }\n".formatted(width, name(last, width)));
            text.append("    for (; col < length; ++col) {\n").append(element(last, 1));
            text.append("        out[index] = %s;\n    }\n".formatted(name(last, 1)));
        }
        return text.append("}\n").toString();
    }

    /** For a group of work-items. */
    public String forGroup() {
        var text = begin("int row, int length, int x, int stores, __local T* partial");
        for (int i = 0; i < cluster.instructions().size(); i++) {
            if (cluster.instructions().get(i) instanceof Reduce reduce) {
                text.append("    T a%d = %s;\n".formatted(i, identity(reduce)));
                text.append("    for (int col = x; col < length; col += WGX) {\n");
                text.append(element(reduce.register(), 1));
                text.append("        a%d = %s;\n    }\n"
                        .formatted(i, combined(reduce, 1, "a" + i, name(reduce.register(), 1))));
                text.append("    const T r%d = %s(partial, x, a%d);\n"
                        .formatted(i, isMax(reduce) ? "row_max" : "row_sum", i));
            } else {
                text.append(perRow(i));
            }
        }
        int last = cluster.instructions().size() - 1;
        if (reduced) {
            text.append("    if (stores && x == 0) out[row] = %s;\n".formatted(elements.result()));
        } else {
            text.append("    for (int col = x; stores && col < length; col += WGX) {\n")
                    .append(element(last, 1));
            text.append("        out[index] = %s;\n    }\n".formatted(name(last, 1)));
        }
        return text.append("}\n").toString();
    }

    private StringBuilder begin(String position) {
        var text = new StringBuilder("#define ROW_PARAMS %s\n".formatted(elements.parameterList()));
        text.append("#define ROW_ARGS ").append(elements.argumentList()).append('\n');
        text.append("static void row_program(__global T_OUT* out, %s ROW_PARAMS) {\n".formatted(position));
        text.append("    const long first = (long)row * length;\n");
        return text.append(elements.coordinates());
    }

    /** Eight vectors at a time are added up on their own, which keeps the rounding error of a long row small. */
    private String reduceVectors(Reduce reduce, int i, int width) {
        String vector = CType.of(reduce.dtype(), width);
        int argument = reduce.register();
        return ("""
                    T r%1$d;
                    {
                        int col = 0;
                        %2$s all = (%2$s)(%3$s);
                        while (col <= length - %4$d) {
                            const int stop = min(length - %4$d, col + 7 * %4$d);
                            %2$s part = (%2$s)(%3$s);
                            for (; col <= stop; col += %4$d) {
                """.formatted(i, vector, identity(reduce), width)
                + element(argument, width)
                + """
                                part = %s;
                            }
                            all = %s;
                        }
                        T rest = %s;
                        for (; col < length; ++col) {
                """.formatted(
                                combined(reduce, width, "part", name(argument, width)),
                                combined(reduce, width, "all", "part"),
                                identity(reduce))
                + element(argument, 1)
                + """
                            rest = %s;
                        }
                        r%d = %s;
                    }
                """.formatted(
                                combined(reduce, 1, "rest", name(argument, 1)),
                                i,
                                combined(reduce, 1, (isMax(reduce) ? "lane_max" : "lane_sum") + "(all)", "rest")));
    }

    /** The statement of an instruction whose result is one number for the row, or nothing. */
    private String perRow(int i) {
        return repeated.get(i) ? statement(i, 1) : "";
    }

    /** Statements for one element, or a vector of elements, of which a register is the last. */
    private String element(int register, int width) {
        var needed = new TreeSet<Integer>();
        need(register, needed);
        var text = new StringBuilder("        const long index = first + col;\n");
        needed.forEach(i -> text.append("    ").append(statement(i, width)));
        return text.toString();
    }

    private void need(int register, TreeSet<Integer> needed) {
        if (!repeated.get(register)
                && needed.add(register)
                && cluster.instructions().get(register) instanceof Apply apply) {
            apply.registers().forEach(argument -> need(argument, needed));
        }
    }

    private String statement(int i, int width) {
        Instruction instruction = cluster.instructions().get(i);
        String value = instruction instanceof Apply apply
                ? elements.call(apply, width, register -> name(register, width))
                : elements.expression(instruction, Vectors.of(width));
        return "    const %s r%d = %s;\n".formatted(CType.of(instruction.dtype(), width), i, value);
    }

    /** A register's name, or a vector of its one number. */
    private String name(int register, int width) {
        return width > 1 && repeated.get(register)
                ? "(%s)(r%d)"
                        .formatted(CType.of(cluster.instructions().get(register).dtype(), width), register)
                : "r" + register;
    }

    private static String combined(Reduce reduce, int width, String a, String b) {
        return "%s_%s(%s, %s)".formatted(isMax(reduce) ? "maximum" : "add", CType.of(reduce.dtype(), width), a, b);
    }

    private static String identity(Reduce reduce) {
        return isMax(reduce) ? "ROW_LOWEST" : "0";
    }

    private static boolean isMax(Reduce reduce) {
        return reduce.reduction() == Reduction.MAX;
    }
}
