package dev.pullback.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

/** Derivatives on the backend: near the oracle's, and each other's transpose: ⟨J·v, w⟩ = ⟨v, Jᵀ·w⟩. */
final class PushAndPull {

    private PushAndPull() {}

    static void check(List<Derivative> derivatives, Checker checker) {
        List<List<Values>> results =
                checker.check(derivatives.stream().map(Derivative::asCase).toList());
        for (int i = 0; i < derivatives.size(); i++) {
            checkAdjoint(derivatives.get(i), results.get(i));
        }
    }

    private static void checkAdjoint(Derivative derivative, List<Values> results) {
        List<Values> v = derivative.tangents();
        List<Values> w = derivative.cotangents();
        double pushed = 0;
        double pulled = 0;
        double size = 0;
        for (int i = 0; i < w.size(); i++) {
            pushed += results.get(i).dot(w.get(i));
            size += results.get(i).magnitudes().dot(w.get(i).magnitudes());
        }
        for (int i = 0; i < v.size(); i++) {
            pulled += results.get(w.size() + i).dot(v.get(i));
        }
        assertEquals(pushed, pulled, Limits.ADJOINT * size, () -> "⟨Jv,w⟩ and ⟨v,Jᵀw⟩ of " + derivative.id());
    }
}
