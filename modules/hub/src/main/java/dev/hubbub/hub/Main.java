// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub;

import dev.hubbub.chaos.ChaosCommand;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.hub.config.ConfigException;
import dev.hubbub.hub.store.StoreException;
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
 * The command line. Exit codes: 0 done, 1 it could not be done, 2 the settings or the command line are wrong.
 */
@Command(
        name = "hubbub",
        description = "A self-hosted chat hub. Begin with: hubbub dev",
        mixinStandardHelpOptions = true,
        versionProvider = VersionCommand.class,
        subcommands = {
            DevCommand.class,
            ServeCommand.class,
            StoreCommand.class,
            TokenCommand.class,
            LinkCommand.class,
            CheckConfigCommand.class,
            ChaosCommand.class,
            VersionCommand.class,
        })
public final class Main implements Runnable {
    private static final int FAILED = 1;
    private static final int REFUSED = 2;

    private final Map<String, String> environment;

    @Spec
    private CommandSpec spec;

    Main(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.setProperty("hazelcast.logging.type", "slf4j"); // it logs before it reads its settings
        System.exit(commandLine(System.getenv()).execute(arguments));
    }

    static CommandLine commandLine(Map<String, String> environment) {
        return new CommandLine(new Main(environment))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(UserId.class, Main::user)
                .setParameterExceptionHandler((e, arguments) -> misused(e))
                .setExecutionExceptionHandler((e, command, parsed) -> failed(command, e));
    }

    Map<String, String> environment() {
        return environment;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    private static UserId user(String text) {
        try {
            return new UserId(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    private static int misused(ParameterException e) {
        CommandLine command = e.getCommandLine();
        say(command, e.getMessage() + " (see: " + command.getCommandSpec().qualifiedName() + " --help)");
        return REFUSED;
    }

    private static int failed(CommandLine command, Exception e) {
        if (e instanceof ConfigException) {
            say(command, e.getMessage());
            return REFUSED;
        }
        if (e instanceof StartException || e instanceof StoreException || e instanceof HubException) {
            say(command, e.getMessage());
            return FAILED;
        }
        say(command, "unexpected: " + e);
        LoggerFactory.getLogger(Main.class).error("unexpected", e);
        return FAILED;
    }

    private static void say(CommandLine command, String line) {
        PrintWriter err = command.getErr();
        err.println("hubbub: " + line);
        err.flush();
    }
}
