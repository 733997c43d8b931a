// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.command;

import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.hub.config.ConfigException;
import dev.hubbub.hub.node.StartException;
import java.io.PrintWriter;
import java.util.Map;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/**
 * The command line. Exit codes: 0 success, 1 failure, 2 wrong settings or a wrong command line.
 */
@Command(
        name = "hubbub",
        description = "A self-hosted chat hub. Begin with: hubbub dev",
        mixinStandardHelpOptions = true,
        versionProvider = VersionCommand.class,
        subcommands = {
            DevCommand.class,
            ServeCommand.class,
            TokenCommand.class,
            LinkCommand.class,
            CheckConfigCommand.class,
            VersionCommand.class,
        })
public final class HubbubCommand implements Runnable {
    private static final int FAILED = 1;
    private static final int INVALID = 2;

    private final Map<String, String> environment;

    @Spec
    private CommandSpec spec;

    HubbubCommand(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** A command line with these environment variables. */
    public static CommandLine commandLine(Map<String, String> environment) {
        return new CommandLine(new HubbubCommand(environment))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(UserId.class, HubbubCommand::toUserId)
                .setParameterExceptionHandler((e, arguments) -> reportMisuse(e))
                .setExecutionExceptionHandler((e, command, parsed) -> reportFailure(command, e));
    }

    Map<String, String> environment() {
        return environment;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    private static UserId toUserId(String text) {
        try {
            return new UserId(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    private static int reportMisuse(ParameterException e) {
        CommandLine command = e.getCommandLine();
        printError(
                command, e.getMessage() + " (see: " + command.getCommandSpec().qualifiedName() + " --help)");
        return INVALID;
    }

    private static int reportFailure(CommandLine command, Exception e) {
        if (e instanceof ConfigException) {
            printError(command, String.valueOf(e.getMessage()));
            return INVALID;
        }
        if (e instanceof StartException || e instanceof HubException) {
            printError(command, String.valueOf(e.getMessage()));
            return FAILED;
        }
        printError(command, "unexpected: " + e);
        LoggerFactory.getLogger(HubbubCommand.class).error("unexpected", e);
        return FAILED;
    }

    private static void printError(CommandLine command, String line) {
        PrintWriter err = command.getErr();
        err.println("hubbub: " + line);
        err.flush();
    }
}
