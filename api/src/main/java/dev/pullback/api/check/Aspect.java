package dev.pullback.api.check;

/** What is compared: a mode of differentiation, of first or second order, or the two modes with each other. */
public enum Aspect {
    /** J·v. */
    PUSH("push"),
    /** Jᵀ·w. */
    PULL("pull"),
    /** The pull, pushed: Hessian-vector products are computed this way. */
    FORWARD_OVER_REVERSE("push of the pull"),
    /** The pull, pulled. */
    REVERSE_OVER_REVERSE("pull of the pull"),
    /** The push, pushed. */
    FORWARD_OVER_FORWARD("push of the push"),
    /** The push, pulled. */
    REVERSE_OVER_FORWARD("pull of the push"),
    /** ⟨J·v, w⟩ against ⟨v, Jᵀ·w⟩. */
    ADJOINT("adjoint identity");

    private final String words;

    Aspect(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
