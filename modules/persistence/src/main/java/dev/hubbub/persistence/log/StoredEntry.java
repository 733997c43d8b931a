// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.log;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.EntryKinds;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A numbered entry with the fields that only the log needs.
 *
 * @param entry without the profile of its sender
 * @param key makes (room, sender, key) unique; see {@link #keyFor}
 * @param membership the seq of the newest membership entry up to this one
 * @param previous of a membership entry: the seq of the membership entry before it, 0 for the first; else 0
 * @param count the messages of the room up to this entry, with it
 * @param effects the entries with effects up to this one, with it
 * @param hash of what it said before it was erased; absent: it is not
 */
public record StoredEntry(
        Entry entry,
        String key,
        long membership,
        long previous,
        MessageCount count,
        Effects effects,
        @Nullable String hash) {

    /** An entry in a room without effects. */
    public StoredEntry(Entry entry, String key, long membership, long previous, MessageCount count) {
        this(entry, key, membership, previous, count, Effects.NONE, null);
    }

    /** Stands for the hash of an erased entry that no request can repeat. */
    private static final String UNHASHED = "-";

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

    /** Whether it changes records beside the log. */
    public boolean hasEffects() {
        return effects.newest() == seq();
    }

    /** Whether it changes an earlier message. */
    public boolean changesMessage() {
        return hasEffects() && Effects.changeMessages(entry);
    }

    /** The seq of the first message of the thread that it belongs to; 0: none. */
    public long thread() {
        return MessageEntry.KIND.is(entry) && entry.fields().get("thread") instanceof Number thread
                ? thread.longValue()
                : 0;
    }

    /** Of a change of a message: the seq of the message. */
    public long target() {
        return entry.fields().get("target") instanceof Number target ? target.longValue() : 0;
    }

    /** Whether it was stored for a request with this entry. */
    public boolean saysTheSameAs(Entry requested) {
        return hash == null
                ? EntryContent.isSame(entry.withoutProfiles(), requested.withoutProfiles())
                : hash.equals(EntryContent.hash(requested.withoutProfiles()));
    }

    /** The same entry without what users said in it; its place, its time and its sender stay. */
    public StoredEntry erased() {
        return hash != null
                ? this
                : new StoredEntry(
                        entry.with(EntryContent.kept(entry)),
                        key,
                        membership,
                        previous,
                        count,
                        effects,
                        entry.clientId() == null ? UNHASHED : EntryContent.hash(entry));
    }

    /** The same entry as readers see it. */
    public StoredEntry with(Entry shown) {
        return new StoredEntry(shown, key, membership, previous, count, effects, hash);
    }

    /** Whether it is a message. */
    public boolean isMessage() {
        return count.isKnown() ? count.last() == seq() : EntryKinds.STANDARD.countsAsMessage(entry);
    }

    public EntryHeader header() {
        return new EntryHeader(seq(), membership, at(), count, effects.newest());
    }
}
