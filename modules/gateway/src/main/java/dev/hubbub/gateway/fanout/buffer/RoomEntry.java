// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout.buffer;

import dev.hubbub.contract.entries.DeletedEntry;
import dev.hubbub.contract.entries.EditedEntry;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.EntryKinds;
import dev.hubbub.contract.entries.RoomChange;
import dev.hubbub.contract.messages.EncodedEntry;
import dev.hubbub.contract.messages.PublishedEntry;
import dev.hubbub.contract.session.Feeds;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.gateway.dialect.Delivery;
import org.jspecify.annotations.Nullable;

/**
 * An entry on its way to sockets: what it changes in the room, and what the followers of the room are told.
 *
 * @param rewrites the seq of the message that this entry gives another text, or deletes; null: none
 */
public record RoomEntry(RoomId room, long seq, RoomChange change, @Nullable Long rewrites, Delivery delivery) {
    /** An entry as it was read from the store. */
    public static RoomEntry of(Entry entry) {
        return of(entry, EncodedEntry.of(entry));
    }

    /**
     * An entry as it was published. If it came as text, its followers get this text.
     *
     * @throws dev.hubbub.contract.error.HubException BAD_REQUEST when it cannot be read
     */
    public static RoomEntry of(PublishedEntry published) {
        return of(published.decoded(), published.entry());
    }

    private static RoomEntry of(Entry entry, EncodedEntry encoded) {
        RoomChange change = EntryKinds.STANDARD.change(entry);
        Delivery delivery = Delivery.of(Feeds.of(entry.room()), encoded);
        return new RoomEntry(entry.room(), entry.seq(), change, rewritten(entry), delivery);
    }

    private static @Nullable Long rewritten(Entry entry) {
        boolean rewrites = EditedEntry.KIND.is(entry) || DeletedEntry.KIND.is(entry);
        return rewrites && entry.fields().get("target") instanceof Number target ? target.longValue() : null;
    }

    /**
     * Whether this entry shows a text that a later entry has replaced: it is the message that the later one rewrites, or an
     * earlier edit of that message.
     */
    boolean isOutdatedBy(RoomEntry later) {
        Long target = later.rewrites;
        return target != null && seq < later.seq && (seq == target || target.equals(rewrites));
    }

    /** Whether it is a membership entry. */
    public boolean changesMembers() {
        return !change.isNone();
    }

    /** Whether a user is no member from this entry on. */
    public boolean endsMemberships() {
        return endsRoom() || change.leavers().findAny().isPresent();
    }

    /** Whether the user is no member from this entry on. */
    public boolean endsMembershipOf(UserId user) {
        return change.leavers().anyMatch(user::equals);
    }

    /** Whether the room is over for its members. */
    public boolean endsRoom() {
        return change.endsRoom();
    }

    /** About how much memory it takes, in characters. */
    int length() {
        return delivery.json().length();
    }

    /** The same entry for another event loop. */
    public RoomEntry copy() {
        return new RoomEntry(room, seq, change, rewrites, delivery.copy());
    }
}
