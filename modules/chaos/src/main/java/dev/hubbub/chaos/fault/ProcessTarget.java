// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.fault;

/** A process that may be ended, halted and started again. Methods block. */
public interface ProcessTarget {
    /** Ends it at once. */
    void kill();

    /** Asks it to end, and waits until it has. */
    void terminate();

    /** Starts it again, and waits until it is ready. */
    void restart();

    /** Halts it as it is. */
    void suspend();

    /** Lets it go on. */
    void resume();
}
