package dev.pullback.api.check;

/**
 * An op whose own rule is wrong at the operands that it has inside the function.
 *
 * @param op the op's name
 * @param node the op with the types of its operands and result, and the user's op that it belongs to
 * @param worst the largest deviation; its input is the operand's position
 */
public record Culprit(String op, String node, Deviation worst) {

    @Override
    public String toString() {
        return "wrong rule: %s; taken alone, %s".formatted(node, worst);
    }
}
