package dev.pullback.api.op;

/** Ops that fit no other family: their rule gives push and pull in full. */
public sealed interface General extends Op permits ArgMax, ReduceMax {}
