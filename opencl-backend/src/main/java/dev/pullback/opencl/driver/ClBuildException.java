package dev.pullback.opencl.driver;

/** The device's compiler refused a program. Carries its whole log, and the source and options it was given. */
public final class ClBuildException extends ClException {

    private static final long serialVersionUID = 1L;

    private final String log;
    private final String source;
    private final String options;

    public ClBuildException(int code, String source, String options, String log) {
        super("clBuildProgram", code, "options \"" + options + "\", build log:\n" + log.strip());
        this.log = log;
        this.source = source;
        this.options = options;
    }

    public String log() {
        return log;
    }

    public String source() {
        return source;
    }

    public String options() {
        return options;
    }
}
