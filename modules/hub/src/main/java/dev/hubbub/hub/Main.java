// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub;

import dev.hubbub.hub.command.HubbubCommand;

/** Starts the program. */
public final class Main {
    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.setProperty("hazelcast.logging.type", "slf4j"); // it logs before it reads its settings
        System.exit(HubbubCommand.commandLine(System.getenv()).execute(arguments));
    }

    private Main() {}
}
