// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.deployment;

import dev.hubbub.chaos.fault.ProcessTarget;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A process that the user named. It can restart if the user gave a command. */
record ExternalProcess(String name, long pid, @Nullable String restartCommand) implements ProcessTarget {
    @Override
    public void kill() {
        requireRestart();
        Signals.send("KILL", pid);
    }

    @Override
    public void terminate() {
        requireRestart();
        Signals.send("TERM", pid);
    }

    @Override
    public void restart() {
        Signals.run(List.of("sh", "-c", requireRestart()));
    }

    @Override
    public void suspend() {
        Signals.send("STOP", pid);
    }

    @Override
    public void resume() {
        Signals.send("CONT", pid);
    }

    private String requireRestart() {
        if (restartCommand == null) {
            throw new IllegalStateException(
                    "--restart-command: none for " + name + " (expected: " + name + "=COMMAND)");
        }
        return restartCommand;
    }
}
