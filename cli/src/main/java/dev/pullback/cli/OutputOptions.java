package dev.pullback.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** How a command speaks. */
final class OutputOptions {

    @Option(names = "--json", description = "Print one JSON object on stdout, and nothing else there.")
    private boolean json;

    @Option(names = "--debug", description = "Print the stack trace of a failure.")
    private boolean debug;

    @Spec(Target.MIXEE)
    private CommandSpec command;

    boolean debug() {
        return debug;
    }

    /** Whether somebody watches: stdout is a terminal, and what is printed there is for people. */
    boolean isWatched() {
        return !json && System.console() != null && System.console().isTerminal();
    }

    /** A line for people: nothing in JSON mode. */
    void line(String format, Object... arguments) {
        if (!json) {
            out().println(String.format(Locale.ROOT, format, arguments));
        }
    }

    /** Lines for people: nothing in JSON mode. */
    void lines(List<String> lines) {
        if (!json) {
            lines.forEach(out()::println);
        }
    }

    /** The one object of JSON mode. */
    void object(Map<String, ?> content) {
        if (json) {
            out().println(Json.write(content));
        }
    }

    /** A line on stderr. */
    void complaint(String text) {
        err().println("pullback: " + text);
    }

    PrintWriter err() {
        return command.commandLine().getErr();
    }

    private PrintWriter out() {
        return command.commandLine().getOut();
    }
}
