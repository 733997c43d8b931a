// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.deploy;

import dev.hubbub.chaos.fault.Victim;
import dev.hubbub.testkit.HubProcess;
import dev.hubbub.testkit.JavaCommand;

/** A process that was started here, and is started again by the same command. */
final class OwnProcess implements Victim, AutoCloseable {
    private final JavaCommand command;
    private volatile HubProcess process;

    OwnProcess(JavaCommand command) {
        this.command = command;
        restart();
    }

    long pid() {
        return process.process().pid();
    }

    @Override
    public void kill() {
        process.kill();
    }

    @Override
    public void term() {
        int unused = process.stop();
    }

    @Override
    public void restart() {
        process = HubProcess.start(command);
    }

    @Override
    public void halt() {
        Signals.send("STOP", pid());
    }

    @Override
    public void goOn() {
        Signals.send("CONT", pid());
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }
}
