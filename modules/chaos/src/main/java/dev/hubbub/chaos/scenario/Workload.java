// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.scenario;

/**
 * What clients do while things break.
 *
 * @param rate messages a second, of all senders together
 * @param rooms over which senders and readers are spread
 * @param senders who also follow their room
 * @param readers who follow a room
 * @param deaf clients who follow a room and never read
 * @param bytes of text in each message
 * @param restless readers, on top, who leave and disconnect every few seconds, and join again
 * @param copies in which one more sender says each of its messages, over several sockets at once; 0 for no such sender
 */
public record Workload(int rate, int rooms, int senders, int readers, int deaf, int bytes, int restless, int copies) {
    public Workload {
        atLeast("rate", rate, 1);
        atLeast("rooms", rooms, 1);
        atLeast("senders", senders, 1);
        atLeast("readers", readers, 0);
        atLeast("deaf", deaf, 0);
        atLeast("size", bytes, 1);
        atLeast("restless", restless, 0);
        atLeast("copies", copies, 0);
    }

    /** A conversation of a few rooms. */
    public static Workload of(int rate, int rooms, int senders, int readers) {
        return new Workload(rate, rooms, senders, readers, 0, 200, 0, 0);
    }

    /** With so many who never read. */
    public Workload deaf(int more) {
        return new Workload(rate, rooms, senders, readers, more, bytes, restless, copies);
    }

    /** With texts of this length. */
    public Workload bytes(int length) {
        return new Workload(rate, rooms, senders, readers, deaf, length, restless, copies);
    }

    /** With so many who come and go. */
    public Workload restless(int more) {
        return new Workload(rate, rooms, senders, readers, deaf, bytes, more, copies);
    }

    /** With one more sender, each of whose messages goes out so many times at once. */
    public Workload copies(int times) {
        return new Workload(rate, rooms, senders, readers, deaf, bytes, restless, times);
    }

    /** All clients but the one that copies. */
    public int totalClients() {
        return senders + readers + restless + deaf;
    }

    /** Those that get everything. */
    public int readingClients() {
        return senders + readers + restless;
    }

    private static void atLeast(String option, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException("--" + option + ": " + value + " (expected: >= " + least + ")");
        }
    }
}
