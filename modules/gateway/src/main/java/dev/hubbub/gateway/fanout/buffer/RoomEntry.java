// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout.buffer;

import dev.hubbub.contract.entries.EncodedEntry;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.EntryKinds;
import dev.hubbub.contract.entries.RoomChange;
import dev.hubbub.contract.messages.PublishedEntry;
import dev.hubbub.contract.session.Feeds;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.gateway.dialect.Delivery;

/** An entry on its way to sockets: what it changes in the room, and what the followers of the room are told. */
public record RoomEntry(RoomId room, long seq, RoomChange change, Delivery delivery) {
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
        return new RoomEntry(entry.room(), entry.seq(), change, Delivery.of(Feeds.of(entry.room()), encoded));
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
        return new RoomEntry(room, seq, change, delivery.copy());
    }
}
