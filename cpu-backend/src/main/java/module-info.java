module dev.pullback.cpu {
    requires dev.pullback.api;
    requires jdk.incubator.vector;

    provides dev.pullback.api.backend.BackendProvider with
            dev.pullback.cpu.reference.ReferenceProvider;
}
