package dev.pullback.api.op;

import dev.pullback.api.error.CallSite;
import dev.pullback.api.error.DTypeException;
import dev.pullback.api.error.ShapeException;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import java.util.List;
import java.util.stream.Collectors;

/** The checks that ops share when they infer their result; each failure names the op, all operands and the user's line. */
final class Expect {

    private Expect() {}

    static void operands(Op op, List<TensorType> operands, int count) {
        if (operands.size() != count) {
            throw shape(
                    op,
                    operands,
                    "takes %d operand%s, not %d".formatted(count, count == 1 ? "" : "s", operands.size()));
        }
    }

    static void floating(Op op, List<TensorType> operands) {
        if (!operands.stream().allMatch(type -> type.dtype().isFloating())) {
            throw dtype(op, operands, "works on float32 and float64 only; cast the operand first");
        }
    }

    static void numeric(Op op, List<TensorType> operands) {
        if (operands.stream().anyMatch(type -> type.dtype() == DType.BOOL)) {
            throw dtype(op, operands, "does not work on bool; cast the operand first");
        }
    }

    static void sameDType(Op op, List<TensorType> operands) {
        if (operands.stream().map(TensorType::dtype).distinct().count() > 1) {
            throw dtype(op, operands, "wants one dtype; cast one of the operands");
        }
    }

    static void dtypeAt(Op op, List<TensorType> operands, int position, DType wanted) {
        if (operands.get(position).dtype() != wanted) {
            throw dtype(op, operands, "wants %s as operand %d".formatted(wanted.label(), position));
        }
    }

    static void sameShape(Op op, List<TensorType> operands) {
        if (operands.stream().map(TensorType::shape).distinct().count() > 1) {
            throw shape(op, operands, "wants operands of one shape");
        }
    }

    static ShapeException shape(Op op, List<TensorType> operands, String problem) {
        return new ShapeException(message(op, operands, problem));
    }

    static DTypeException dtype(Op op, List<TensorType> operands, String problem) {
        return new DTypeException(message(op, operands, problem));
    }

    private static String message(Op op, List<TensorType> operands, String problem) {
        String types = operands.stream().map(TensorType::toString).collect(Collectors.joining(", "));
        return "%s(%s) %s%s".formatted(op.name(), types, problem, CallSite.describe());
    }
}
