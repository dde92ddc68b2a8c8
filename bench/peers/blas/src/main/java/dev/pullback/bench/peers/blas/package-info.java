/** Libraries with a C interface, called through FFM on off-heap memory, and programs written in C. */
package dev.pullback.bench.peers.blas;
