package dev.pullback.cli;

import dev.pullback.api.error.PullbackException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.CancellationException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Failures as plain sentences on stderr; the stack trace only on {@code --debug}. */
final class FailureReport {

    private static final String DEBUG = "--debug";

    private FailureReport() {}

    /** An option or argument that is unknown, missing or wrong. */
    static int ofCommandLine(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("pullback: " + failure.getMessage());
        UnmatchedArgumentException.printSuggestions(failure, err);
        err.printf("Try '%s --help'.%n", command.getCommandSpec().qualifiedName());
        if (List.of(arguments).contains(DEBUG)) {
            failure.printStackTrace(err);
        }
        return ExitStatus.USAGE;
    }

    /** A command that began and failed. */
    static int ofExecution(Exception failure, CommandLine command, ParseResult parsed) {
        if (failure instanceof CancellationException) {
            return ExitStatus.INTERRUPTED;
        }
        boolean expected = failure instanceof PullbackException;
        command.getErr().println("pullback: " + (expected ? failure.getMessage() : "unexpected failure: " + failure));
        return trace(failure, command, parsed, expected);
    }

    /** What Java itself could not go on with. */
    static int ofError(Error failure, CommandLine command) {
        boolean expected = failure instanceof OutOfMemoryError;
        command.getErr()
                .println(
                        expected
                                ? "pullback: Java has no more memory (%s, its limit is %,d MiB); take a smaller network, batch or data set, or raise the limit with the Java option -Xmx"
                                        .formatted(
                                                failure.getMessage(),
                                                Runtime.getRuntime().maxMemory() >> 20)
                                : "pullback: unexpected failure: " + failure);
        return trace(failure, command, command.getParseResult(), expected);
    }

    private static int trace(Throwable failure, CommandLine command, ParseResult parsed, boolean expected) {
        if (wantsTrace(parsed)) {
            failure.printStackTrace(command.getErr());
        } else if (!expected) {
            command.getErr().println("Run again with " + DEBUG + " for the stack trace.");
        }
        command.getErr().flush();
        return ExitStatus.FAILURE;
    }

    /** Whether any of the commands on the line has the option; the parse result is that of the outermost or the innermost. */
    private static boolean wantsTrace(ParseResult parsed) {
        return parsed != null
                && (parsed.hasMatchedOption(DEBUG) || (parsed.hasSubcommand() && wantsTrace(parsed.subcommand())));
    }
}
