package dev.pullback.opencl.driver;

/** How a buffer will be used; combined with {@code |}. */
public final class MemoryFlags {
    public static final long READ_WRITE = 1L;
    /** Written by kernels only. */
    public static final long WRITE_ONLY = 1L << 1;
    /** Read by kernels only. */
    public static final long READ_ONLY = 1L << 2;
    /** In host memory that the device reaches directly: pinned on a discrete GPU. */
    public static final long ALLOC_HOST_PTR = 1L << 4;

    private MemoryFlags() {}
}
