package dev.pullback.api.backend;

import java.util.List;

/**
 * Runs one op for the types that it was made for. Operands are never the result's buffer, but one buffer may be several
 * operands.
 *
 * @param <B> the backend's own kind of buffer
 */
@FunctionalInterface
public interface Kernel<B extends OwnedBuffer> {

    /** Overwrites the result with the op of the operands, which stay as they are. */
    void run(List<B> operands, B result);
}
