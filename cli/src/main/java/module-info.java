module dev.pullback.cli {
    requires dev.pullback.network;
    requires info.picocli;
    requires me.tongfei.progressbar;
    requires tools.jackson.jr.ob;
}
