package dev.pullback.api.jacobian;

/** How formulas are put together. */
final class Formulas {

    private static final int FIRST_SUBSCRIPT = '₀';

    private Formulas() {}

    /** A formula ready to stand beside others in a product: sums and Kronecker products get brackets. */
    static String inProduct(String formula) {
        boolean bare = topLevel(formula, " + ") < 0 && topLevel(formula, " − ") < 0 && topLevel(formula, " ⊗ ") < 0;
        return bare && !formula.startsWith("−") ? formula : "(" + formula + ")";
    }

    /** The product of two factors, the later one first as in matrices. */
    static String product(String later, String earlier) {
        return inProduct(later) + " · " + inProduct(earlier);
    }

    /** Aᵀ; transposing twice or an identity changes nothing. */
    static String transposed(String formula) {
        if (formula.startsWith("I")
                && formula.chars()
                        .skip(1)
                        .allMatch(digit -> digit >= FIRST_SUBSCRIPT && digit <= FIRST_SUBSCRIPT + 9)) {
            return formula;
        }
        return formula.length() == 2 && formula.endsWith("ᵀ") ? formula.substring(0, 1) : inProduct(formula) + "ᵀ";
    }

    /** Iₙ with its size. */
    static String identity(long size) {
        return "I"
                + Long.toString(size)
                        .chars()
                        .mapToObj(digit -> Character.toString(FIRST_SUBSCRIPT + digit - '0'))
                        .reduce("", String::concat);
    }

    private static int topLevel(String formula, String sought) {
        int depth = 0;
        for (int i = 0; i < formula.length(); i++) {
            char character = formula.charAt(i);
            depth += character == '(' ? 1 : character == ')' ? -1 : 0;
            if (depth == 0 && formula.startsWith(sought, i)) {
                return i;
            }
        }
        return -1;
    }
}
