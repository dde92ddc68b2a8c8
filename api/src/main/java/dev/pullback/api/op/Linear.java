package dev.pullback.api.op;

/**
 * Linear in its floating operands ({@link Gather} and {@link ScatterAdd} also take indices, {@link Barrier} what to wait for,
 * which have no derivative): push
 * is the op itself, pull is its adjoint, which is another op of this vocabulary.
 */
public sealed interface Linear extends Op
        permits Barrier, Broadcast, Concat, Gather, Pad, Reshape, ScatterAdd, Slice, Sum, Transpose {}
