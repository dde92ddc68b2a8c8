/** The OpenCL devices of this machine: what they are, which of them serve, and which one a user's words mean. */
package dev.pullback.opencl.device;
