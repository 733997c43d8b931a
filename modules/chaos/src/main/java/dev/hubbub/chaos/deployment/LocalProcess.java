// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.deployment;

import dev.hubbub.chaos.fault.ProcessTarget;
import dev.hubbub.testkit.process.JavaCommand;
import dev.hubbub.testkit.process.JavaProcess;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process that was started here, and restarts with the same command. */
final class LocalProcess implements ProcessTarget, AutoCloseable {
    /** As a supervisor does: a node that reaches no other in time ends. */
    private static final int MAX_STARTS = 3;

    private static final Logger LOG = LoggerFactory.getLogger(LocalProcess.class);

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
        process = start(MAX_STARTS);
    }

    private JavaProcess start(int starts) {
        try {
            return command.start();
        } catch (AssertionError notReady) {
            if (starts == 1) {
                throw notReady;
            }
            LOG.warn("starts once more: {}", notReady.getMessage());
            return start(starts - 1);
        }
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
