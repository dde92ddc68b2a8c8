/** From a plan's steps to kernels, arguments and grids, for processors and for GPUs. */
package dev.pullback.opencl.step;
