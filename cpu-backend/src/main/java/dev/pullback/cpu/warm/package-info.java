/**
 * Kernels while the JVM is young. Until it is compiled, code on the Vector API makes an object of every vector and is hundreds
 * of times slower; so what costs most has a twin in plain loops that gives the same bits, and a thread warms the vector code up beside the
 * work.
 */
package dev.pullback.cpu.warm;
