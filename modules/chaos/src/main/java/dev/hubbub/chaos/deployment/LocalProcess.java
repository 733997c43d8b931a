// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.deployment;

import dev.hubbub.chaos.fault.ProcessTarget;
import dev.hubbub.testkit.process.JavaCommand;
import dev.hubbub.testkit.process.JavaProcess;

/** A process that was started here, and restarts with the same command. */
final class LocalProcess implements ProcessTarget, AutoCloseable {
    private final JavaCommand command;
    private volatile JavaProcess process;

    LocalProcess(JavaCommand command) {
        this.command = command;
        this.process = command.start();
    }

    long pid() {
        return process.pid();
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
        process = command.start();
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
