/** OpenCL C made from a plan's clusters, on top of the scalar functions of the kernels module. */
package dev.pullback.opencl.code;
