/**
 * Matrix products on the Vector API, in the shape of the best native libraries: B in packed strips that stay in the second
 * cache, six rows of A against four vectors of a strip in registers, finished rows of C handed to an epilogue while they are
 * in the first.
 */
package dev.pullback.cpu.matmul;
