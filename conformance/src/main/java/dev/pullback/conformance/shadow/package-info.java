/**
 * The reference beside any backend: every op of every run is compared, and the first that diverges becomes a file that
 * replays it. Start at {@link dev.pullback.conformance.shadow.Shadow}.
 */
package dev.pullback.conformance.shadow;
