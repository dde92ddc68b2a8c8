/** Runs the peers side by side: a process for each, all but one stopped at any time. */
package dev.pullback.bench.peers.driver;
