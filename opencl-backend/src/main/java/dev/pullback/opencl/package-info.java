/** Backend {@code opencl}: provider, backend, buffers and executables. */
package dev.pullback.opencl;
