/**
 * Matrix products on the Vector API, in the shape of the best native libraries: six rows of A, packed as a panel, against four
 * vectors of B in registers, and a tile of C handed to an epilogue while it is in the first cache. B is packed in strips where
 * enough rows meet it to pay for that. Files named Double are their Float neighbours word for word.
 */
package dev.pullback.cpu.matmul;
