/** What Java does without a library: the floor and the ceiling of elementwise functions. */
package dev.pullback.bench.peers.plain;
