/** The command {@code pullback}. It finds backends at run time and names no class of any. */
module dev.pullback.cli {
    requires dev.pullback.conformance;
    requires dev.pullback.diagram;
    requires dev.pullback.network;
    requires info.picocli;
    requires me.tongfei.progressbar;
    requires tools.jackson.core;
    requires tools.jackson.jr.ob;

    // picocli makes the commands and fills their options in.
    opens dev.pullback.cli to
            info.picocli;
}
