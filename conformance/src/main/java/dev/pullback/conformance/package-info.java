/**
 * The kit that a backend must pass. Extend {@link dev.pullback.conformance.BackendContract} and supply the backend; put the
 * backend {@code reference} on the test path, for it says what is right.
 */
package dev.pullback.conformance;
