/**
 * Elementwise operations and reductions on blocks: arrays of at least {@link dev.pullback.cpu.vector.Blocks#SIZE} elements of
 * which the first n count, small enough to stay in the first cache while a chain of operations passes over them. Elements from
 * n up to the next whole vector may be overwritten; results may go into an operand's array. Truth values are bytes, 0 or 1.
 * {@link dev.pullback.cpu.vector.FloatStreams} goes over memory instead, for a large operation by itself.
 *
 * <p>Every operation is made of correctly rounded steps in a fixed order, so its bits are the same compiled or interpreted, on
 * any width of vector, wherever in a block an element lies. The vector library behind {@code lanewise(EXP)} does not give
 * that: until the compiler has taken over, other code with other rounding runs in its place.
 */
package dev.pullback.cpu.vector;
