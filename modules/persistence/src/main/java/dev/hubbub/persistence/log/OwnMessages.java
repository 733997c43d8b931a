// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.log;

/**
 * The messages of one sender in a part of a room.
 *
 * @param count how many there are
 * @param newest the seq of the newest
 * @param messages how many messages the room has up to that one, whoever sent them
 */
public record OwnMessages(int count, long newest, long messages) {
    /** These, and those of another part of the room. */
    public OwnMessages and(OwnMessages other) {
        OwnMessages later = other.newest > newest ? other : this;
        return new OwnMessages(count + other.count, later.newest, later.messages);
    }
}
