package dev.pullback.api.check;

/**
 * An element at which, or very near which, the function has no derivative: its slopes from both sides differ, or it jumps,
 * or it is not defined on one side. The rules' value is a convention there. Slopes across a jump are huge, and mean no more
 * than that; second derivatives by this element are not checked.
 *
 * @param input the element of an input at which the function bends
 * @param result the element of a result that bends
 * @param left slope from below
 * @param right slope from above
 * @param derivative the rules' value
 */
public record Kink(Aspect aspect, Place input, Place result, double left, double right, double derivative) {

    @Override
    public String toString() {
        return "kink near input %s: the %s of result %s has slope %.4g from the left, %.4g from the right, %.4g by the rule"
                .formatted(input, aspect, result, left, right, derivative);
    }
}
