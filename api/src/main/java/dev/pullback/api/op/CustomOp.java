package dev.pullback.api.op;

/**
 * The door for ops outside the vocabulary. Implement {@code dev.pullback.api.tensor.Composite}, which adds the meaning of
 * the op in terms of the vocabulary: with that, every backend can run it and every derivative follows.
 */
public non-sealed interface CustomOp extends Op {}
