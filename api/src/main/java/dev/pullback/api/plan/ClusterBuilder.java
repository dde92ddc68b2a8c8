package dev.pullback.api.plan;

import dev.pullback.api.op.Broadcast;
import dev.pullback.api.op.Constant;
import dev.pullback.api.op.Elementwise;
import dev.pullback.api.op.Scalars;
import dev.pullback.api.plan.Instruction.Accumulator;
import dev.pullback.api.plan.Instruction.Apply;
import dev.pullback.api.plan.Instruction.Literal;
import dev.pullback.api.plan.Instruction.Load;
import dev.pullback.api.tensor.Traced;
import dev.pullback.api.type.Axes;
import dev.pullback.api.type.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Writes the program of one group of elementwise nodes. */
final class ClusterBuilder {

    private final Shape shape;
    private final Traced accumulator;
    private final boolean broadcasts;
    private final Function<Traced, Value> values;
    private final List<Operand> operands = new ArrayList<>();
    private final List<Instruction> instructions = new ArrayList<>();
    private final Map<Traced, Integer> registers = new IdentityHashMap<>();

    /**
     * @param accumulator the product that the group is the epilogue of, or null
     * @param broadcasts whether a broadcast is read through strides of 0 rather than written out first
     * @param values the stored value of a node
     */
    ClusterBuilder(Shape shape, Traced accumulator, boolean broadcasts, Function<Traced, Value> values) {
        this.shape = shape;
        this.accumulator = accumulator;
        this.broadcasts = broadcasts;
        this.values = values;
    }

    Cluster build(List<Traced> members) {
        for (Traced member : members) {
            List<Integer> arguments =
                    member.operands().stream().map(this::register).toList();
            registers.put(member, emit(new Apply((Elementwise) member.op(), arguments, member.dtype())));
        }
        return accumulator == null ? collapsed() : new Cluster(matrixLengths(), matrixOperands(), instructions);
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
            instruction = load(values.apply(source), source.shape());
        } else {
            instruction = load(values.apply(node), node.shape());
        }
        int register = emit(instruction);
        registers.put(node, register);
        return register;
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

    /** Drops axes of length 1 and merges neighbours that every operand steps through evenly. */
    private Cluster collapsed() {
        List<Integer> lengths = new ArrayList<>();
        List<List<Long>> strides = new ArrayList<>();
        operands.forEach(operand -> strides.add(new ArrayList<>()));
        for (int axis = 0; axis < shape.rank(); axis++) {
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
        if (lengths.isEmpty()) {
            lengths.add(1);
            each(strides, (list, operand) -> list.add(0L));
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

    private Axes matrixLengths() {
        int rank = shape.rank();
        int batch = Math.toIntExact(shape.with(-1, 1).with(-2, 1).size());
        return Axes.of(batch, shape.length(rank - 2), shape.length(rank - 1));
    }

    /** The batch axes as one: possible, because {@link #fitsEpilogue} was asked before. */
    private List<Operand> matrixOperands() {
        int rank = shape.rank();
        return operands.stream()
                .map(operand -> new Operand(
                        operand.value(),
                        batchStride(operand.strides(), shape),
                        operand.stride(rank - 2),
                        operand.stride(rank - 1)))
                .toList();
    }

    /** Whether what an epilogue reads can be addressed by (batch, row, column) with one stride each. */
    boolean fitsEpilogue(Traced operand) {
        Shape from = operand.op() instanceof Broadcast
                ? operand.operands().getFirst().shape()
                : operand.shape();
        return batchStride(strides(from), shape) >= 0;
    }

    /** The stride of all leading axes taken as one, or -1 if there is none. */
    private static long batchStride(long[] strides, Shape shape) {
        long[] full = Arrays.copyOf(strides, shape.rank() - 2);
        long inner = 0;
        boolean first = true;
        long expected = 0;
        for (int axis = full.length - 1; axis >= 0; axis--) {
            if (shape.length(axis) == 1) {
                continue;
            }
            if (first) {
                inner = full[axis];
                first = false;
            } else if (full[axis] != expected) {
                return -1;
            }
            expected = full[axis] * shape.length(axis);
        }
        return inner;
    }
}
