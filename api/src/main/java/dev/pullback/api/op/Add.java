package dev.pullback.api.op;

/** y = a + b; ∂y/∂a = 1, ∂y/∂b = 1. int32 wraps around. */
public record Add() implements Binary {}
