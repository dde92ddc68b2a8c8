module dev.pullback.cpu {
    requires dev.pullback.api;
    requires jdk.incubator.vector;
    requires jdk.management;

    provides dev.pullback.api.backend.BackendProvider with
            dev.pullback.cpu.CpuProvider,
            dev.pullback.cpu.reference.ReferenceProvider;
}
