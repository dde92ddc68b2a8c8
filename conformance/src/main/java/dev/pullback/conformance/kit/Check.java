package dev.pullback.conformance.kit;

import java.util.Locale;

/** What is checked: the columns of the report. */
public enum Check {
    /** Every op against the oracle in float64: shapes, edges of tiles, broadcasting, special numbers. */
    VALUES("every op is within its limit"),
    /** Ops on transposed, sliced, repeated and reshaped operands against ops on copies. */
    VIEWS("ops on views are ops on copies"),
    /** Several ops at once, as networks use them, with fusion and without. */
    EXPRESSIONS("what is fused is what is composed"),
    /** Push, pull, the adjoint identity, nested derivatives, kinks and curvature. */
    DERIVATIVES("derivatives are within their limits"),
    /** A Jacobian as matrix, by push, by pull, transposed, for many directions at once. */
    JACOBIANS("a Jacobian says the same in all its forms"),
    /** Outputs that overwrite inputs. */
    DONATION("donated inputs are overwritten last"),
    /** Guard zones, fresh memory, leaks. */
    MEMORY("no kernel leaves its memory, and none is lost"),
    /** The same work twice. */
    DETERMINISM("the same work gives the same bits"),
    /** The same work through a second binding to the same device. */
    TWIN("a twin gives the same bits"),
    /** Wrong use of programs and buffers. */
    REFUSALS("wrong use is refused, and nothing is spoilt"),
    /** Transfers, order, scopes, profile. */
    CONDUCT("buffers and programs do what they say"),
    /** Several threads and several backends at once. */
    THREADS("threads do not notice each other"),
    /** Training against the oracle's: step by step at first, then as a band over seeds. */
    TRAINING("networks train as on the oracle");

    private final String promise;

    Check(String promise) {
        this.promise = promise;
    }

    /** As it stands in ids and tables: {@code values}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What a backend that passes does. */
    public String promise() {
        return promise;
    }
}
