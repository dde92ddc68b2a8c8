module dev.pullback.opencl {
    requires dev.pullback.api;
    requires dev.pullback.kernels;
    requires jocl;
    requires org.lwjgl;
    requires org.lwjgl.opencl;
}
