// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.testing;

import dev.hubbub.contract.entries.CreatedEntry;
import dev.hubbub.contract.entries.EntryKind;
import dev.hubbub.contract.entries.MemberContent;
import dev.hubbub.contract.entries.MembershipEntry;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.messages.Memberships;
import dev.hubbub.contract.messages.MessageLog.Append;
import dev.hubbub.contract.messages.MessageLog.Describe;
import dev.hubbub.contract.messages.MessageLog.RoomsOf;
import dev.hubbub.contract.messages.MessageLog.UserRooms;
import dev.hubbub.contract.rooms.Durability;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.rooms.RoomKind;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.persistence.store.UserRoomStore;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Requests for tests. The owner of every room is {@code ann}. */
public final class TestRequests {
    public static final RoomId ROOM = new RoomId("kitchen");

    public static Future<List<RoomId>> roomsOf(UserRoomStore users, String user) {
        return users.rooms(new RoomsOf(new UserId(user), null)).map(UserRooms::rooms);
    }

    public static Append newRoom(RoomId room, String... members) {
        RoomDetails details = new RoomDetails("Kitchen of " + room, Visibility.PRIVATE, null);
        Caller ann = Caller.of("ann");
        return new Append(
                CreatedEntry.KIND.entry(
                        room,
                        ann,
                        CreatedEntry.Content.of(
                                ann.user(),
                                details,
                                new CreatedEntry.FirstMembers(
                                        Stream.of(members).map(UserId::new).toList()))),
                0);
    }

    /** A public channel. */
    public static Append newChannel(RoomId room, String... members) {
        RoomDetails details = new RoomDetails("News of " + room, Visibility.PUBLIC, RoomKind.CHANNEL);
        Caller ann = Caller.of("ann");
        CreatedEntry.FirstMembers first = new CreatedEntry.FirstMembers(
                Stream.of(members).map(UserId::new).toList());
        return new Append(CreatedEntry.KIND.entry(room, ann, CreatedEntry.Content.of(ann.user(), details, first)), 0);
    }

    /** A private room whose messages are not stored. */
    public static Append newEphemeral(RoomId room, String... members) {
        RoomDetails details = new RoomDetails(
                "Interview in " + room,
                Visibility.PRIVATE,
                RoomKind.GROUP,
                null,
                Durability.EPHEMERAL,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                Map.of());
        Caller ann = Caller.of("ann");
        CreatedEntry.FirstMembers first = new CreatedEntry.FirstMembers(
                Stream.of(members).map(UserId::new).toList());
        return new Append(CreatedEntry.KIND.entry(room, ann, CreatedEntry.Content.of(ann.user(), details, first)), 0);
    }

    /** A user who is in no way in a channel joins it. */
    public static Memberships.Change enter(RoomId room, String user, long membership) {
        return new Memberships.Change(room, new UserId(user), Role.MEMBER, null, membership, null, null);
    }

    /** A plain member of a channel leaves it. */
    public static Memberships.Change quit(RoomId room, String user, long membership) {
        return new Memberships.Change(room, new UserId(user), null, Role.MEMBER, membership, null, null);
    }

    public static Append say(RoomId room, String sender, String clientId, long membership) {
        return say(room, sender, clientId, "text of " + clientId, membership);
    }

    public static Append say(RoomId room, String sender, String clientId, String text, long membership) {
        return new Append(MessageEntry.KIND.entry(room, Caller.of(sender), new ClientId(clientId), text), membership);
    }

    public static Append join(RoomId room, String user, long membership) {
        return change(MembershipEntry.JOINED, room, user, user, membership);
    }

    public static Append remove(RoomId room, String user, long membership) {
        return change(MembershipEntry.REMOVED, room, "ann", user, membership);
    }

    public static Append change(
            EntryKind<MemberContent> kind, RoomId room, String sender, String user, long membership) {
        return new Append(kind.entry(room, Caller.of(sender), new MemberContent(new UserId(user))), membership);
    }

    public static Describe describe(RoomId room) {
        return new Describe(room, List.of());
    }

    public static UserId user(String id) {
        return new UserId(id);
    }

    private TestRequests() {}
}
