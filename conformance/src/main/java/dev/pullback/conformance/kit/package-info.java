/** Runs the cases on a backend, and what else a backend must do; counts, reports, replays. */
package dev.pullback.conformance.kit;
