// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.fault;

/** A process that faults can kill, terminate, suspend and restart. Methods block. */
public interface ProcessTarget {
    /** Ends the process at once. */
    void kill();

    /** Asks the process to end, and waits until it has. */
    void terminate();

    /** Starts the process again, and waits until it is ready. */
    void restart();

    /** Stops its execution. */
    void suspend();

    /** Continues its execution. */
    void resume();
}
