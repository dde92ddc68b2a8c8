package dev.pullback.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/**
 * A conversation with jshell as {@code ./pullback jshell} begins it: the same start, the same options, and what is said is
 * taken line by line, so that code which jshell would tear apart when it is pasted fails here too.
 */
final class JShellSession implements AutoCloseable {

    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final JShell shell;

    private JShellSession(Path folder) {
        var out = new PrintStream(heard, true, StandardCharsets.UTF_8);
        shell = JShell.builder()
                .out(out)
                .err(out)
                .remoteVMOptions(
                        "--add-modules=jdk.incubator.vector",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=deny",
                        "-XX:+UseParallelGC",
                        "-Duser.dir=" + folder)
                .build();
        shell.addToClasspath(WholeClassPath.text());
    }

    /**
     * @param startup what is said before anything else
     * @param folder where relative paths of files lead
     */
    static JShellSession begin(Path startup, Path folder) throws IOException {
        var session = new JShellSession(folder);
        try {
            session.say(Files.readString(startup));
            return session;
        } catch (AssertionError failure) {
            session.close();
            throw failure;
        }
    }

    /**
     * Says some lines and gives what they print.
     *
     * @throws AssertionError if jshell rejects them, if they throw, or if they are not complete
     */
    String say(String code) {
        heard.reset();
        String pending = "";
        for (String line : code.lines().toList()) {
            pending = evaluateComplete(pending + line + "\n");
        }
        // A comment, for instance, that has nothing behind it.
        if (shell.sourceCodeAnalysis().analyzeCompletion(pending).completeness() != Completeness.EMPTY) {
            throw new AssertionError("jshell waits for the rest of:\n" + pending);
        }
        return heard.toString(StandardCharsets.UTF_8);
    }

    /** Evaluates what is complete at the beginning of the source, and gives the rest. */
    private String evaluateComplete(String source) {
        String rest = source;
        while (!rest.isBlank()) {
            CompletionInfo info = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            if (!info.completeness().isComplete()) {
                return rest;
            }
            shell.eval(info.source()).forEach(this::requireSuccess);
            rest = info.remaining();
        }
        return "";
    }

    private void requireSuccess(SnippetEvent event) {
        if (event.exception() != null) {
            throw new AssertionError(
                    "%s\nthrows %s".formatted(event.snippet().source(), event.exception()), event.exception());
        }
        if (event.causeSnippet() == null && event.status() != Snippet.Status.VALID) {
            throw new AssertionError("%s\nis %s: %s%s"
                    .formatted(
                            event.snippet().source(),
                            event.status().name().toLowerCase(Locale.ROOT),
                            complaints(event.snippet()),
                            heard.toString(StandardCharsets.UTF_8)));
        }
    }

    private String complaints(Snippet snippet) {
        return shell.diagnostics(snippet)
                .map(diagnostic -> diagnostic.getMessage(Locale.ENGLISH) + "\n")
                .collect(Collectors.joining());
    }

    @Override
    public void close() {
        shell.close();
    }
}
