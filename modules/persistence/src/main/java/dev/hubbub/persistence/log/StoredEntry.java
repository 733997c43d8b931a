// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.log;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.EntryKinds;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * A numbered entry with the fields that only the log needs.
 *
 * @param entry without the profile of its sender
 * @param key makes (room, sender, key) unique; see {@link #keyFor}
 * @param membership the seq of the newest membership entry up to this one
 * @param previous of a membership entry: the seq of the membership entry before it, 0 for the first; else 0
 * @param count the messages of the room up to this entry, with it
 */
public record StoredEntry(Entry entry, String key, long membership, long previous, MessageCount count) {

    /** The clientId of a message, so that a retry finds it; a random key for other entries. */
    public static String keyFor(Entry entry) {
        return entry.clientId() == null ? "m:" + UUID.randomUUID() : keyFor(entry.clientId());
    }

    public static String keyFor(ClientId clientId) {
        return "c:" + clientId.value();
    }

    public RoomId room() {
        return entry.room();
    }

    public long seq() {
        return entry.seq();
    }

    public UserId sender() {
        return entry.sender();
    }

    public Instant at() {
        return Objects.requireNonNull(entry.at(), "entry.at");
    }

    public boolean changesMembers() {
        return membership == seq();
    }

    /** Whether it is a message. */
    public boolean isMessage() {
        return count.isKnown() ? count.last() == seq() : EntryKinds.STANDARD.countsAsMessage(entry);
    }

    public EntryHeader header() {
        return new EntryHeader(seq(), membership, at(), count);
    }
}
