package dev.pullback.api.plan;

import dev.pullback.api.op.Broadcast;
import dev.pullback.api.op.Constant;
import dev.pullback.api.op.Elementwise;
import dev.pullback.api.op.Reshape;
import dev.pullback.api.op.Scalars;
import dev.pullback.api.plan.Instruction.Accumulator;
import dev.pullback.api.plan.Instruction.Apply;
import dev.pullback.api.plan.Instruction.Literal;
import dev.pullback.api.plan.Instruction.Load;
import dev.pullback.api.plan.Instruction.Reduce;
import dev.pullback.api.tensor.Traced;
import dev.pullback.api.type.Axes;
import dev.pullback.api.type.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Writes the program of one group of nodes. */
final class ClusterBuilder {

    private final Shape shape;
    private final Traced accumulator;
    private final boolean broadcasts;
    private final Function<Traced, Value> values;
    private final List<Operand> operands = new ArrayList<>();
    private final List<Instruction> instructions = new ArrayList<>();
    private final Map<Traced, Integer> registers = new IdentityHashMap<>();

    /**
     * @param accumulator the product or reduction that the group is the epilogue of, or null
     * @param broadcasts whether a broadcast is read through strides of 0 rather than written out first
     * @param values the stored value of a node
     */
    ClusterBuilder(Shape shape, Traced accumulator, boolean broadcasts, Function<Traced, Value> values) {
        this.shape = shape;
        this.accumulator = accumulator;
        this.broadcasts = broadcasts;
        this.values = values;
    }

    /** The program of a loop over all elements. */
    Cluster loop(List<Traced> members) {
        emit(members);
        return collapsed(shape.rank());
    }

    /** The program of something that is asked for rows of columns: all axes from one on are the columns. */
    Cluster rows(List<Traced> members, int firstColumn) {
        emit(members);
        return collapsed(firstColumn);
    }

    /** The program of an epilogue over (batch, row, column), each some neighbouring axes. */
    Cluster epilogue(List<Traced> members, int firstRow, int firstColumn) {
        emit(members);
        Axes lengths = Axes.of(
                Math.toIntExact(size(0, firstRow)),
                Math.toIntExact(size(firstRow, firstColumn)),
                Math.toIntExact(size(firstColumn, shape.rank())));
        List<Operand> addressed = operands.stream()
                .map(operand -> new Operand(
                        operand.value(),
                        stride(operand.strides(), 0, firstRow),
                        stride(operand.strides(), firstRow, firstColumn),
                        stride(operand.strides(), firstColumn, shape.rank())))
                .toList();
        return new Cluster(lengths, addressed, instructions);
    }

    private void emit(List<Traced> members) {
        for (Traced member : members) {
            List<Integer> arguments =
                    member.operands().stream().map(this::register).toList();
            registers.put(
                    member,
                    switch (member.op()) {
                        case Elementwise op -> emit(new Apply(op, arguments, member.dtype()));
                        case Broadcast _, Reshape _ -> arguments.getFirst(); // of one number per row
                        default -> {
                            Step.Reduction reduction = ReductionView.of(member).reduction();
                            yield emit(new Reduce(reduction, arguments.getFirst(), member.dtype()));
                        }
                    });
        }
    }

    /** A cluster that writes one constant everywhere. */
    static Cluster fill(Constant constant) {
        int size = Math.toIntExact(Math.min(constant.type().size(), Integer.MAX_VALUE));
        Axes lengths = size == constant.type().size()
                ? Axes.of(size)
                : Axes.of(constant.type().shape().lengths());
        return new Cluster(lengths, List.of(), List.of(literal(constant)));
    }

    private int register(Traced node) {
        Integer known = registers.get(node);
        if (known != null) {
            return known;
        }
        Instruction instruction;
        if (node == accumulator) {
            instruction = new Accumulator(node.dtype());
        } else if (node.op() instanceof Constant constant) {
            instruction = literal(constant);
        } else if (node.op() instanceof Broadcast && broadcasts) {
            Traced source = node.operands().getFirst();
            instruction = load(values.apply(source), along(source.shape(), node.shape()));
        } else {
            instruction = load(values.apply(node), along(node.shape(), node.shape()));
        }
        int register = emit(instruction);
        registers.put(node, register);
        return register;
    }

    /** What is read as {@code [rows…]} where others are {@code [rows…, length]} has one element per row. */
    private Shape along(Shape from, Shape as) {
        if (as.rank() == shape.rank()) {
            return from;
        }
        int[] lengths = Arrays.copyOf(from.lengths(), from.rank() + 1);
        lengths[from.rank()] = 1;
        return Shape.of(lengths);
    }

    private Load load(Value value, Shape from) {
        var operand = new Operand(value, strides(from));
        int position = operands.indexOf(operand);
        if (position < 0) {
            position = operands.size();
            operands.add(operand);
        }
        return new Load(position, value.type().dtype());
    }

    private static Literal literal(Constant constant) {
        return new Literal(
                Scalars.round(constant.value(), constant.type().dtype()),
                constant.type().dtype());
    }

    private int emit(Instruction instruction) {
        instructions.add(instruction);
        return instructions.size() - 1;
    }

    /** Strides over the whole shape of a row-major value of a shape that broadcasts to it. */
    private long[] strides(Shape from) {
        long[] own = from.strides();
        long[] strides = new long[shape.rank()];
        int missing = shape.rank() - from.rank();
        for (int axis = missing; axis < strides.length; axis++) {
            strides[axis] = from.length(axis - missing) == 1 ? 0 : own[axis - missing];
        }
        return strides;
    }

    /**
     * Drops axes of length 1 and merges neighbours that every operand steps through evenly. The axes from {@code columns} on
     * become one of their own, the last, whatever its length.
     */
    private Cluster collapsed(int columns) {
        List<Integer> lengths = new ArrayList<>();
        List<List<Long>> strides = new ArrayList<>();
        operands.forEach(operand -> strides.add(new ArrayList<>()));
        for (int axis = 0; axis < columns; axis++) {
            if (shape.length(axis) == 1) {
                continue;
            }
            int length = shape.length(axis);
            int at = axis;
            int last = lengths.size() - 1;
            boolean merges = last >= 0
                    && (long) lengths.get(last) * length <= Integer.MAX_VALUE
                    && allStepEvenly(strides, last, at, length);
            if (merges) {
                lengths.set(last, lengths.get(last) * length);
                each(strides, (list, operand) -> list.set(last, operand.stride(at)));
            } else {
                lengths.add(length);
                each(strides, (list, operand) -> list.add(operand.stride(at)));
            }
        }
        if (columns < shape.rank() || lengths.isEmpty()) {
            lengths.add(Math.toIntExact(size(columns, shape.rank())));
            each(strides, (list, operand) -> list.add(stride(operand.strides(), columns, shape.rank())));
        }
        List<Operand> merged = new ArrayList<>();
        each(strides, (list, operand) -> merged.add(new Operand(operand.value(), toArray(list))));
        return new Cluster(Axes.of(lengths.stream().mapToInt(Integer::intValue).toArray()), merged, instructions);
    }

    private boolean allStepEvenly(List<List<Long>> strides, int last, int axis, int length) {
        for (int i = 0; i < operands.size(); i++) {
            if (strides.get(i).get(last) != operands.get(i).stride(axis) * length) {
                return false;
            }
        }
        return true;
    }

    private void each(List<List<Long>> strides, java.util.function.BiConsumer<List<Long>, Operand> action) {
        for (int i = 0; i < operands.size(); i++) {
            action.accept(strides.get(i), operands.get(i));
        }
    }

    private static long[] toArray(List<Long> list) {
        return list.stream().mapToLong(Long::longValue).toArray();
    }

    /** Whether what an epilogue reads can be addressed by (batch, row, column) with one stride each. */
    boolean fits(Traced operand, int firstRow, int firstColumn) {
        long[] strides = strides(source(operand));
        return isOne(strides, 0, firstRow) && isOne(strides, firstRow, firstColumn) && fits(operand, firstColumn);
    }

    /** Whether an operand steps evenly through all axes from one on. */
    boolean fits(Traced operand, int firstColumn) {
        return isOne(strides(source(operand)), firstColumn, shape.rank());
    }

    private boolean isOne(long[] strides, int from, int to) {
        return size(from, to) <= Integer.MAX_VALUE && stride(strides, from, to) >= 0;
    }

    private static Shape source(Traced operand) {
        return operand.op() instanceof Broadcast ? operand.operands().getFirst().shape() : operand.shape();
    }

    /** Elements of some neighbouring axes. */
    private long size(int from, int to) {
        long size = 1;
        for (int axis = from; axis < to; axis++) {
            size *= shape.length(axis);
        }
        return size;
    }

    /** The stride of some neighbouring axes taken as one, or -1 if there is none. */
    private long stride(long[] strides, int from, int to) {
        long inner = 0;
        boolean first = true;
        long expected = 0;
        for (int axis = to - 1; axis >= from; axis--) {
            if (shape.length(axis) == 1) {
                continue;
            }
            if (first) {
                inner = strides[axis];
                first = false;
            } else if (strides[axis] != expected) {
                return -1;
            }
            expected = strides[axis] * shape.length(axis);
        }
        return inner;
    }
}
