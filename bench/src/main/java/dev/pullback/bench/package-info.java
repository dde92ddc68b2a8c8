/** Benchmarks: programs that print figures, never assertions. Run them with {@code ./pullback bench}. */
package dev.pullback.bench;
