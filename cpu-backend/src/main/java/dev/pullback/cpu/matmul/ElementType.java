package dev.pullback.cpu.matmul;

import dev.pullback.cpu.threads.WorkerLocal;

/** An element type: its kernels, its plain loops, and the buffers that each worker of a pool has for them. */
record ElementType<T>(
        String label,
        Kernels<T> kernels,
        WorkerLocal<Workspace<T>> workspace,
        PlainKernels<T> plain,
        WorkerLocal<PlainWorkspace<T>> plainWorkspace) {
    static final ElementType<float[]> FLOAT32 = of("float32", new FloatKernels(), new FloatPlainKernels());
    static final ElementType<double[]> FLOAT64 = of("float64", new DoubleKernels(), new DoublePlainKernels());

    private static <T> ElementType<T> of(String label, Kernels<T> kernels, PlainKernels<T> plain) {
        return new ElementType<>(
                label,
                kernels,
                new WorkerLocal<>(() -> new Workspace<>(kernels)),
                plain,
                new WorkerLocal<>(() -> new PlainWorkspace<>(plain)));
    }
}
