// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.fault;

/** A process that may be ended, halted and started again. Methods block. */
public interface Victim {
    /** Ends it at once. */
    void kill();

    /** Asks it to end, and waits until it has. */
    void term();

    /** Starts it again, and waits until it is ready. */
    void restart();

    /** Halts it as it is. */
    void halt();

    /** Lets it go on. */
    void goOn();
}
