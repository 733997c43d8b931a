// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.deployment;

import dev.hubbub.chaos.fault.ProcessTarget;
import dev.hubbub.testkit.process.HubProcess;
import dev.hubbub.testkit.process.JavaCommand;

/** A process that was started here, and restarts with the same command. */
final class LocalProcess implements ProcessTarget, AutoCloseable {
    private final JavaCommand command;
    private volatile HubProcess process;

    LocalProcess(JavaCommand command) {
        this.command = command;
        this.process = HubProcess.start(command);
    }

    long pid() {
        return process.process().pid();
    }

    @Override
    public void kill() {
        process.kill();
    }

    @Override
    public void terminate() {
        int unused = process.stop();
    }

    @Override
    public void restart() {
        process = HubProcess.start(command);
    }

    @Override
    public void suspend() {
        Signals.send("STOP", pid());
    }

    @Override
    public void resume() {
        Signals.send("CONT", pid());
    }

    @Override
    public void close() {
        process.close();
    }
}
