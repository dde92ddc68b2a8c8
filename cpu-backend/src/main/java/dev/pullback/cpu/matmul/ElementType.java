package dev.pullback.cpu.matmul;

import dev.pullback.cpu.threads.WorkerLocal;

/** An element type: its kernels, and the buffers that each worker of a pool has for it. */
record ElementType<T>(Kernels<T> kernels, WorkerLocal<Workspace<T>> workspace) {
    static final ElementType<float[]> FLOAT32 = of(new FloatKernels());
    static final ElementType<double[]> FLOAT64 = of(new DoubleKernels());

    private static <T> ElementType<T> of(Kernels<T> kernels) {
        return new ElementType<>(kernels, new WorkerLocal<>(() -> new Workspace<>(kernels)));
    }
}
