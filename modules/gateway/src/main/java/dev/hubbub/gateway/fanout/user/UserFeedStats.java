// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout.user;

/**
 * How full the feeds of users are on one event loop.
 *
 * @param subscriptions how many sockets follow the feed of their user, or are about to
 * @param memberships how many rooms of these users are known, each counted once a user
 * @param lookups users who wait to be told of a room
 * @param resyncs users who are to be told that they may have missed something
 * @param broadcasts hints to all users that are not told to all of them yet
 */
public record UserFeedStats(long subscriptions, long memberships, long lookups, long resyncs, long broadcasts) {
    /** Of no users. */
    public static final UserFeedStats NONE = new UserFeedStats(0, 0, 0, 0, 0);
}
