// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.writer;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.MemberContent;
import dev.hubbub.contract.entries.MembershipEntry;
import dev.hubbub.contract.messages.Memberships.Change;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.persistence.ephemeral.EphemeralRooms;
import dev.hubbub.persistence.ephemeral.EphemeralWindow;
import dev.hubbub.persistence.log.MessageCount;
import dev.hubbub.persistence.log.StoredEntry;
import dev.hubbub.persistence.room.CachedRoom;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Numbers and publishes what is told in rooms whose messages are not stored. It waits for no store. */
final class EphemeralMessages {
    private final EphemeralRooms windows;
    private final InstantSource clock;
    private final Consumer<List<Entry>> publisher;

    private record Sent(PendingAppend pending, Entry entry, boolean isNew) {}

    /** @param publisher never fails */
    EphemeralMessages(EphemeralRooms windows, InstantSource clock, Consumer<List<Entry>> publisher) {
        this.windows = windows;
        this.clock = clock;
        this.publisher = publisher;
    }

    /** Sends the messages at the front of the queue of a room, and replies to them. */
    void sendFrom(RoomWriter writer) {
        List<Sent> sent = new ArrayList<>();
        windows.find(writer.room().id()).ifPresent(window -> {
            Optional<PendingAppend> next = writer.pollUnstored();
            while (next.isPresent()) {
                sent.add(send(window, next.get()));
                next = writer.pollUnstored();
            }
        });
        if (!sent.isEmpty()) {
            publisher.accept(sent.stream().filter(Sent::isNew).map(Sent::entry).toList());
            long membership = writer.room().head().membership();
            sent.forEach(each -> writer.complete(each.pending(), stored(each, membership)));
        }
    }

    private Sent send(EphemeralWindow window, PendingAppend pending) {
        return window.sentBefore(pending.entry())
                .map(before -> new Sent(pending, before, false))
                .orElseGet(() -> new Sent(
                        pending, window.add(pending.entry(), clock.instant().truncatedTo(ChronoUnit.MILLIS)), true));
    }

    private static StoredEntry stored(Sent sent, long membership) {
        return new StoredEntry(sent.entry(), sent.pending().key().key(), membership, 0, MessageCount.UNKNOWN);
    }

    /** Tells that a user joined or left by itself, unless so many read that no one is told. Returns whether it did. */
    boolean tell(CachedRoom room, Change change) {
        Optional<EphemeralWindow> window = windows.find(room.id());
        if (window.isEmpty() || room.isChannel()) {
            return false;
        }
        Role role = change.role();
        Profile profile = change.profile() == null ? Profile.EMPTY : change.profile();
        MembershipEntry kind = role == null ? MembershipEntry.LEFT : MembershipEntry.JOINED;
        MemberContent content = new MemberContent(change.user(), Role.MEMBER.equals(role) ? null : role, null);
        Entry entry = kind.entry(room.id(), new Caller(change.user(), profile, Set.of()), content);
        publisher.accept(List.of(window.get().add(entry, clock.instant().truncatedTo(ChronoUnit.MILLIS))));
        return true;
    }
}
