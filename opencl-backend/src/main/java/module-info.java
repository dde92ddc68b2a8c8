/** The backend {@code opencl}: any vendor's OpenCL device, over LWJGL or JOCL. */
module dev.pullback.opencl {
    requires dev.pullback.api;
    requires dev.pullback.kernels;
    // The bindings are chosen at run time and either may be absent: LWJGL is there by default, JOCL if added.
    requires static jocl;
    requires org.lwjgl;
    requires org.lwjgl.opencl;

    provides dev.pullback.api.backend.BackendProvider with
            dev.pullback.opencl.OpenClProvider;
}
