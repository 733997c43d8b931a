// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout;

/**
 * How full the fan-out of one event loop is.
 *
 * @param rooms how many are followed
 * @param subscriptions how many sockets follow rooms, each counted once a room
 * @param openings how many wait for the answer whether they may
 * @param held what came early
 * @param replay what is sent again
 */
public record FanoutLoad(long rooms, long subscriptions, long openings, HeldLoad held, ReplayLoad replay) {
    /** Of no rooms. */
    public static final FanoutLoad NONE = new FanoutLoad(0, 0, 0, new HeldLoad(0, 0, 0), new ReplayLoad(0, 0, 0, 0, 0));

    /**
     * What waits for entries before it.
     *
     * @param entries how many
     * @param characters of these
     * @param repairs rooms of which something missing is being read
     */
    public record HeldLoad(long entries, long characters, long repairs) {}

    /**
     * What is sent again to those who come back.
     *
     * @param running how many subscriptions are on their way to being live
     * @param recentCharacters of the newest entries, kept for them
     * @param pages how many are being read from the store, or are about to
     * @param pageCharacters of pages that were read a moment ago
     * @param encodedCharacters of entries that are kept encoded
     */
    public record ReplayLoad(
            long running, long recentCharacters, long pages, long pageCharacters, long encodedCharacters) {}
}
