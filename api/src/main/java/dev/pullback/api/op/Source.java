package dev.pullback.api.op;

/** Values that depend on nothing differentiable. */
public sealed interface Source extends Op permits Constant, Input, Iota, RandomBits {}
