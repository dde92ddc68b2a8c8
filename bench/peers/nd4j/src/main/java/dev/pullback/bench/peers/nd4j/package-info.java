/** ND4J as a peer. */
package dev.pullback.bench.peers.nd4j;
