package dev.pullback.cli;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine;

/** The command {@code pullback}. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        // Numbers look the same on every machine, as they do in the files and messages of others.
        Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
        // What the library logs (a download that begins) are lines on stderr like any other, unless configured
        // otherwise.
        setIfAbsent("java.util.logging.SimpleFormatter.format", "pullback: %5$s%6$s%n");
        setIfAbsent("jdk.system.logger.format", "pullback: %5$s%6$s%n");
        System.exit(run(writer(System.out), writer(System.err), arguments));
    }

    /** The exit code; the codes and their meanings are those of {@link ExitStatus}. */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        var command = new CommandLine(new PullbackCommand())
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(FailureReport::ofCommandLine)
                .setExecutionExceptionHandler(FailureReport::ofExecution);
        try {
            return command.execute(arguments);
        } catch (Error failure) { // picocli handles exceptions alone, and a stack trace helps nobody who ran out of
            // memory
            return FailureReport.ofError(failure, command);
        }
    }

    private static PrintWriter writer(PrintStream stream) {
        var encoded = new OutputStreamWriter(stream, stream.charset());
        return new PrintWriter(new EncodableWriter(encoded, stream.charset()), true);
    }

    private static void setIfAbsent(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
