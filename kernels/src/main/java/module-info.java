/** OpenCL C sources, one op family per file, and the catalogue that loads them. */
module dev.pullback.kernels {
    exports dev.pullback.kernels;
}
