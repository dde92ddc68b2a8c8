package dev.pullback.api.error;

/** The device's compiler rejected a kernel. Carries the build log and the source with line numbers. */
public final class KernelCompilationException extends DeviceException {

    private static final long serialVersionUID = 1L;

    private final String buildLog;
    private final String numberedSource;

    public KernelCompilationException(String kernel, String device, String buildLog, String source, Throwable cause) {
        super(
                "The compiler of %s rejected kernel %s. Build log:%n%s%nSource:%n%s"
                        .formatted(device, kernel, buildLog.strip(), numbered(source)),
                cause);
        this.buildLog = buildLog;
        this.numberedSource = numbered(source);
    }

    public String buildLog() {
        return buildLog;
    }

    public String numberedSource() {
        return numberedSource;
    }

    private static String numbered(String source) {
        var text = new StringBuilder();
        int line = 1;
        for (String content : source.lines().toList()) {
            text.append("%4d  %s%n".formatted(line++, content));
        }
        return text.toString();
    }
}
