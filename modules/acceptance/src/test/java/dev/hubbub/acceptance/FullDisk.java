// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance;

import dev.hubbub.testkit.process.HubProcess;

/** A process whose files cannot grow (RLIMIT_FSIZE): its writes fail as on a disk that is full. */
final class FullDisk {
    /** Does something while no file of the process may be larger than this. */
    static void during(HubProcess process, long bytes, Runnable work) {
        limit(process, String.valueOf(bytes));
        try {
            work.run();
        } finally {
            limit(process, "unlimited");
        }
    }

    /** The soft limit only. */
    private static void limit(HubProcess process, String bytes) {
        Tool.run("prlimit", "--pid=" + process.process().pid(), "--fsize=" + bytes + ":");
    }

    private FullDisk() {}
}
