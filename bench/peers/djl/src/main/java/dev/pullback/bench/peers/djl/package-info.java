/** DJL-PyTorch as a peer. */
package dev.pullback.bench.peers.djl;
