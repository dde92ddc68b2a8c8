package dev.pullback.diagram;

import dev.pullback.api.op.*;
import dev.pullback.api.tensor.Traced;
import dev.pullback.api.type.Axes;
import java.util.ArrayList;
import java.util.List;

/** How an op is written with what its name leaves out: constants among its operands, axes, transposed factors. */
final class Notation {

    private Notation() {}

    static String of(Traced node, FoldedConstants constants) {
        boolean constant = node.operands().stream().anyMatch(constants::isFolded);
        List<String> operands = new ArrayList<>();
        for (int i = 0; i < node.operands().size(); i++) {
            operands.add(constants.text(node.operands().get(i)).orElse(letter(i, node)));
        }
        return switch (node.op()) {
            case Compare(Comparison comparison) -> infix(operands, sign(comparison));
            case Binary binary when constant -> binary(binary, operands);
            case MatMul matmul -> product(matmul, operands, constant);
            case Sum(Axes axes) -> along(axes);
            case ReduceMax(Axes axes) -> along(axes);
            case ArgMax(int axis) -> "axis " + axis;
            case Iota(var _, int axis) -> "axis " + axis;
            case Gather(int axis) -> "axis " + axis;
            case ScatterAdd(int axis, int _) -> "axis " + axis;
            case Concat(int axis) -> "axis " + axis;
            case Constant _ -> Numbers.shortest(((Constant) node.op()).value());
            default -> constant ? "(" + String.join(", ", operands) + ")" : "";
        };
    }

    private static String letter(int operand, Traced node) {
        return node.operands().size() == 1 ? "x" : Character.toString('a' + operand);
    }

    private static String along(Axes axes) {
        return axes.count() == 1 ? "axis " + axes.get(0) : "axes " + axes;
    }

    private static String infix(List<String> operands, String sign) {
        return operands.get(0) + " " + sign + " " + operands.get(1);
    }

    private static String binary(Binary op, List<String> operands) {
        return switch (op) {
            case Add _ -> infix(operands, "+");
            case Sub _ -> infix(operands, "−");
            case Mul _ -> infix(operands, "·");
            case Div _ -> infix(operands, "/");
            case Maximum _, Minimum _ -> "(" + String.join(", ", operands) + ")";
        };
    }

    private static String product(MatMul op, List<String> operands, boolean constant) {
        if (!op.transposeA() && !op.transposeB() && !constant) {
            return "";
        }
        return operands.get(0) + (op.transposeA() ? "ᵀ" : "") + "·" + operands.get(1) + (op.transposeB() ? "ᵀ" : "");
    }

    private static String sign(Comparison comparison) {
        return switch (comparison) {
            case EQUAL -> "=";
            case NOT_EQUAL -> "≠";
            case LESS -> "<";
            case LESS_EQUAL -> "≤";
            case GREATER -> ">";
            case GREATER_EQUAL -> "≥";
        };
    }
}
