/** Ourselves among the peers: backend {@code cpu}, through the whole SPI. */
package dev.pullback.bench.peers.pullback;
