/** Segments as the kernels need them. */
package dev.pullback.cpu.memory;
