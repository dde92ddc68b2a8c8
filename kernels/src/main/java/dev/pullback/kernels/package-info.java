/**
 * OpenCL C sources, one op family per file, and the way from there to the text of a program. Nothing here talks to
 * OpenCL: {@link dev.pullback.kernels.KernelCatalogue} reads sources, {@link dev.pullback.kernels.ProgramText} puts
 * macros, sources and generated code together. The module's {@code README.md} describes every kernel's launch.
 */
package dev.pullback.kernels;
