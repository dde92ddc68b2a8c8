/** TensorFlow as a peer. */
package dev.pullback.bench.peers.tensorflow;
