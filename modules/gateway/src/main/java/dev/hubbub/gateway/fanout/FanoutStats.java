// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout;

/**
 * How full the fan-out of one event loop is.
 *
 * @param rooms how many are followed
 * @param subscriptions how many sockets follow rooms, each counted once a room
 * @param pending subscriptions that are not authorized yet
 * @param reorder what waits for earlier entries
 * @param replay what is sent again
 */
public record FanoutStats(long rooms, long subscriptions, long pending, ReorderStats reorder, ReplayStats replay) {
    /** Of no rooms. */
    public static final FanoutStats NONE =
            new FanoutStats(0, 0, 0, new ReorderStats(0, 0, 0), new ReplayStats(0, 0, 0, 0, 0));

    /**
     * What waits for entries before it.
     *
     * @param entries how many
     * @param characters of these
     * @param repairs rooms of which something missing is being read
     */
    public record ReorderStats(long entries, long characters, long repairs) {}

    /**
     * What is sent again to subscribers that come back.
     *
     * @param running how many subscriptions are on their way to being live
     * @param bufferedCharacters of the newest entries, kept for them
     * @param pages how many are being read from the store, or are about to
     * @param pageCharacters of pages that were read a moment ago
     * @param encodedCharacters of entries that are kept encoded
     */
    public record ReplayStats(
            long running, long bufferedCharacters, long pages, long pageCharacters, long encodedCharacters) {}
}
