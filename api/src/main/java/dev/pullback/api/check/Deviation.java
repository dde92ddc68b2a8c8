package dev.pullback.api.check;

/**
 * One number by the rules beside the same number measured. For {@link Aspect#ADJOINT} these are ⟨J·v, w⟩ and ⟨v, Jᵀ·w⟩.
 *
 * @param aspect what was compared
 * @param input the element of an input that moved
 * @param result the element of a result; {@code all} for pulls, which weigh every element of every result
 * @param derivative by the rules
 * @param measured by differences
 * @param limit the error that is allowed
 */
public record Deviation(Aspect aspect, Place input, Place result, double derivative, double measured, double limit) {

    /** How far the two numbers are apart; infinite if they cannot be compared. */
    public double error() {
        double error = Math.abs(derivative - measured);
        return derivative == measured ? 0 : Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
    }

    public boolean isWithinLimit() {
        return error() <= limit;
    }

    /** The error in units of its limit. */
    double severity() {
        return error() == 0 ? 0 : error() / limit;
    }

    @Override
    public String toString() {
        String numbers = aspect == Aspect.ADJOINT
                ? "⟨J·v,w⟩ is %s, ⟨v,Jᵀ·w⟩ is %s".formatted(derivative, measured)
                : "%s by the rule, %s by differences".formatted(derivative, measured);
        return "%s%s: %s (error %.2g, limit %.2g)".formatted(aspect, where(), numbers, error(), limit);
    }

    private String where() {
        if (aspect == Aspect.ADJOINT) {
            return "";
        }
        String of = result.isAll() ? "" : " of result " + result;
        return of + (input.isAll() ? " in a random direction" : " at input " + input);
    }
}
