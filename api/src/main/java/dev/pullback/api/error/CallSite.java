package dev.pullback.api.error;

import java.util.List;

/** Finds the line of the user's own code that led to the present call, for error messages. */
public final class CallSite {

    /** Frames of the library itself and of the JDK are never what the user wrote; jshell tells its lines by itself. */
    private static final List<String> LIBRARY = List.of(
            "dev.pullback.api.",
            "dev.pullback.conformance.decorator.",
            "dev.pullback.cpu.",
            "dev.pullback.opencl.",
            "dev.pullback.network.",
            "java.",
            "jdk.",
            "REPL.$JShell$",
            "org.junit.",
            "org.apache.maven.surefire.");

    private CallSite() {}

    /** The first frame outside the library as {@code " (at Class.method, File.java:12)"}, or an empty text if none is known. */
    public static String describe() {
        return StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> isUserCode(frame.getClassName()))
                        .findFirst()
                        .map(frame -> " (at %s.%s, %s:%d)"
                                .formatted(
                                        frame.getClassName(),
                                        frame.getMethodName(),
                                        frame.getFileName(),
                                        frame.getLineNumber()))
                        .orElse(""));
    }

    private static boolean isUserCode(String className) {
        return LIBRARY.stream().noneMatch(className::startsWith);
    }
}
