// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.scenario;

/**
 * The load that clients put on a hub during faults.
 *
 * @param rate messages a second, of all senders together
 * @param rooms that senders and readers share
 * @param senders that also follow their room
 * @param readers that follow a room
 * @param deaf clients that follow a room and never read
 * @param bytes of text in each message
 * @param restless additional readers that leave and disconnect every few seconds, and join again
 * @param copies of each message that one more sender sends at once over several sockets; 0 for no such sender
 * @param changeOneIn how many messages there are for each that its sender edits, deletes or reacts to later; 0: none is changed
 */
public record Workload(
        int rate, int rooms, int senders, int readers, int deaf, int bytes, int restless, int copies, int changeOneIn) {
    public Workload {
        atLeast("rate", rate, 1);
        atLeast("rooms", rooms, 1);
        atLeast("senders", senders, 1);
        atLeast("readers", readers, 0);
        atLeast("deaf", deaf, 0);
        atLeast("size", bytes, 1);
        atLeast("restless", restless, 0);
        atLeast("copies", copies, 0);
        atLeast("change-one-in", changeOneIn, 0);
    }

    /** Senders and readers only, with texts of 200 bytes. */
    public static Workload of(int rate, int rooms, int senders, int readers) {
        return new Workload(rate, rooms, senders, readers, 0, 200, 0, 0, 0);
    }

    /** With this number of clients that never read. */
    public Workload deaf(int more) {
        return new Workload(rate, rooms, senders, readers, more, bytes, restless, copies, changeOneIn);
    }

    /** With texts of this number of bytes. */
    public Workload bytes(int length) {
        return new Workload(rate, rooms, senders, readers, deaf, length, restless, copies, changeOneIn);
    }

    /** With this number of clients that leave and join again. */
    public Workload restless(int more) {
        return new Workload(rate, rooms, senders, readers, deaf, bytes, more, copies, changeOneIn);
    }

    /** With one more sender that sends this number of copies of each message at once. */
    public Workload copies(int times) {
        return new Workload(rate, rooms, senders, readers, deaf, bytes, restless, times, changeOneIn);
    }

    /** With senders that change one of so many of their messages later. */
    public Workload changing(int oneIn) {
        return new Workload(rate, rooms, senders, readers, deaf, bytes, restless, copies, oneIn);
    }

    /** All clients except the sender of copies. */
    public int totalClients() {
        return senders + readers + restless + deaf;
    }

    /** The clients that read every entry. */
    public int readingClients() {
        return senders + readers + restless;
    }

    private static void atLeast(String option, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException("--" + option + ": " + value + " (expected: >= " + least + ")");
        }
    }
}
