// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos;

/**
 * What clients do while things break.
 *
 * @param rate messages a second, of all senders together
 * @param rooms over which senders and readers are spread
 * @param senders who also follow their room
 * @param readers who follow a room
 * @param deaf clients who follow a room and never read
 * @param bytes of text in each message
 */
public record Load(int rate, int rooms, int senders, int readers, int deaf, int bytes) {
    public Load {
        atLeast("rate", rate, 1);
        atLeast("rooms", rooms, 1);
        atLeast("senders", senders, 1);
        atLeast("readers", readers, 0);
        atLeast("deaf", deaf, 0);
        atLeast("size", bytes, 1);
    }

    /** A conversation of a few rooms. */
    public static Load of(int rate, int rooms, int senders, int readers) {
        return new Load(rate, rooms, senders, readers, 0, 200);
    }

    /** With so many who never read. */
    public Load deaf(int more) {
        return new Load(rate, rooms, senders, readers, more, bytes);
    }

    /** With texts of this length. */
    public Load bytes(int length) {
        return new Load(rate, rooms, senders, readers, deaf, length);
    }

    /** Those that get everything. */
    int listening() {
        return senders + readers;
    }

    private static void atLeast(String option, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException("--" + option + ": " + value + " (expected: >= " + least + ")");
        }
    }
}
