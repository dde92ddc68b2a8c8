package dev.pullback.kernels;

/**
 * One OpenCL C file of the catalogue.
 *
 * @param name file name, such as {@code gemm_cpu.cl}
 * @param text the file as it stands, with its {@code #include} lines
 * @param sha256 SHA-256 of the text, 64 hexadecimal digits
 */
public record KernelSource(String name, String text, String sha256) {}
