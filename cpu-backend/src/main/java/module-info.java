module dev.pullback.cpu {
    requires dev.pullback.api;
    requires jdk.incubator.vector;
}
