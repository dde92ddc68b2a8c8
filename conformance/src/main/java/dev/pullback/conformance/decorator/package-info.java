/** Backends around backends: they count, poison, fail on purpose, or compare each run with the reference. */
package dev.pullback.conformance.decorator;
