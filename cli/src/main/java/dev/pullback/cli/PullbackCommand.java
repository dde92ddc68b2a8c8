package dev.pullback.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command without a subcommand prints its help. */
@Command(
        name = "pullback",
        description = "Tensors and their Jacobians on a backend that is swapped at run time,"
                + " and the networks that train on it.",
        subcommands = {
            TrainCommand.class,
            CompareCommand.class,
            GraphCommand.class,
            CheckCommand.class,
            DevicesCommand.class,
            HelpCommand.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:success", "1:failure", "2:a command line that makes no sense", "130:ended by Ctrl-C"},
        footer = {"", "From a clone, ./pullback also has the commands test, bench and jshell."})
final class PullbackCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
