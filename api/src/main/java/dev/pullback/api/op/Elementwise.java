package dev.pullback.api.op;

/**
 * Each output element is a function of the operands' elements at the same index; all operands have the output's shape. The
 * Jacobian with respect to each operand is diagonal.
 */
public sealed interface Elementwise extends Op permits Binary, Cast, Compare, Select, Unary {}
