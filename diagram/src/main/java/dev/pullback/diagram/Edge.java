package dev.pullback.diagram;

import java.util.Optional;

/**
 * The result of one node as an operand of another.
 *
 * @param from id of the node whose result it is
 * @param to id of the node that uses it
 * @param operand its position among the operands, from 0
 * @param jacobian the Jacobian of the user with respect to this operand; empty on the way back, in plans, and for custom ops
 *     without a rule of their own
 */
public record Edge(int from, int to, int operand, Optional<LocalJacobian> jacobian) {}
