/** A peer in a process of its own: what an adapter implements, and the main program that answers the driver's questions. */
package dev.pullback.bench.peers.peer;
