module dev.pullback.network {
    requires dev.pullback.api;
}
