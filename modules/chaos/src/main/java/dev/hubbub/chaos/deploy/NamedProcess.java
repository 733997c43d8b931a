// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.deploy;

import dev.hubbub.chaos.fault.Victim;
import java.util.List;

/** A process that the user named. It can be started again if the user says how. */
record NamedProcess(String name, long pid, String restartCommand) implements Victim {
    @Override
    public void kill() {
        requireRestart();
        Signals.send("KILL", pid);
    }

    @Override
    public void term() {
        requireRestart();
        Signals.send("TERM", pid);
    }

    @Override
    public void restart() {
        Signals.run(List.of("sh", "-c", restartCommand));
    }

    @Override
    public void halt() {
        Signals.send("STOP", pid);
    }

    @Override
    public void goOn() {
        Signals.send("CONT", pid);
    }

    private void requireRestart() {
        if (restartCommand == null) {
            throw new IllegalStateException(
                    "--restart-command: none for " + name + " (expected: " + name + "=COMMAND)");
        }
    }
}
