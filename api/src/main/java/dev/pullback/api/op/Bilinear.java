package dev.pullback.api.op;

/** Linear in each of two operands: push(ȧ, ḃ) = f(ȧ, b) + f(a, ḃ), and each adjoint is again a bilinear op. */
public sealed interface Bilinear extends Op permits MatMul {}
