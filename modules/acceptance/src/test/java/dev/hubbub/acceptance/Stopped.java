// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance;

import dev.hubbub.testkit.process.HubProcess;

/** Processes that stand still (SIGSTOP): their connections stay open, and nobody answers. */
final class Stopped {
    /** Does something while the process stands still. */
    static void during(HubProcess process, Runnable work) {
        signal("STOP", process);
        try {
            work.run();
        } finally {
            signal("CONT", process);
        }
    }

    private static void signal(String name, HubProcess process) {
        Tool.run("kill", "-" + name, String.valueOf(process.process().pid()));
    }

    private Stopped() {}
}
