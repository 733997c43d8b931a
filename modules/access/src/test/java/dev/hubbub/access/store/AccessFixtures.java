// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.store;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.hubbub.access.blocks.DirectContacts;
import dev.hubbub.access.content.ContentLimits;
import dev.hubbub.access.content.MentionEvents;
import dev.hubbub.access.content.MentionRule;
import dev.hubbub.access.content.ReferenceRule;
import dev.hubbub.access.held.HeldEvents;
import dev.hubbub.access.held.HeldStore;
import dev.hubbub.access.held.MessageHolds;
import dev.hubbub.access.hooks.HookChain;
import dev.hubbub.access.hooks.MessageReviews;
import dev.hubbub.access.lookup.CachedRoomLog;
import dev.hubbub.access.lookup.MembershipCache;
import dev.hubbub.access.lookup.MessageFinder;
import dev.hubbub.access.lookup.RoleMembers;
import dev.hubbub.access.lookup.RoomLookup;
import dev.hubbub.access.messages.MessageService;
import dev.hubbub.access.policy.RoomPolicies;
import dev.hubbub.access.queue.RoomQueues;
import dev.hubbub.contract.entries.CreatedEntry;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.Messages.Send;
import dev.hubbub.contract.rooms.Durability;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.rooms.RoomKind;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.Grant;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;

/** Callers and rooms for the tests. */
public final class AccessFixtures {
    public static final Caller ANN = Caller.of("ann");
    public static final Caller BOB = Caller.of("bob");
    public static final Caller EVE = Caller.of("eve");
    public static final Caller ROOM_CREATOR =
            new Caller(new UserId("maker"), Profile.EMPTY, Set.of(Grant.CREATE_ROOMS));
    public static final Caller SERVER = new Caller(new UserId("server"), Profile.EMPTY, Set.of(Grant.SERVER));

    public static final RoomId PUBLIC_ROOM = new RoomId("lobby");
    public static final RoomId PRIVATE_ROOM = new RoomId("cabinet");
    public static final RoomId MISSING_ROOM = new RoomId("nowhere");

    public static final String ACCESS_DENIED = "FORBIDDEN: no such room, or closed to you";

    /** Creates a public room that ann owns. */
    public static Entry publicRoom(Caller... others) {
        return room(PUBLIC_ROOM, Visibility.PUBLIC, RoomKind.GROUP, others);
    }

    /** Creates a private room that ann owns. */
    public static Entry privateRoom(Caller... others) {
        return room(PRIVATE_ROOM, Visibility.PRIVATE, RoomKind.GROUP, others);
    }

    /** Creates a public room of any kind that ann owns. */
    public static Entry roomOf(RoomKind kind, Caller... others) {
        return room(PUBLIC_ROOM, Visibility.PUBLIC, kind, others);
    }

    private static Entry room(RoomId id, Visibility visibility, RoomKind kind, Caller... others) {
        List<UserId> members = Stream.of(others).map(Caller::user).toList();
        return CreatedEntry.KIND.entry(
                id,
                ANN,
                CreatedEntry.Content.of(
                        ANN.user(),
                        new RoomDetails("Room " + id, visibility, kind),
                        new CreatedEntry.FirstMembers(members)));
    }

    /** An entry of a kind that this version does not know, which changes the role of a member. */
    public static Entry roleChanged(RoomId room, Caller user, Role role) {
        List<Map<String, Object>> members = List.of(Map.of("user", user.user().value(), "role", role.name()));
        return new Entry("promoted", room, 0, ANN.user(), null, null, null, Map.of("members", members));
    }

    /** Who may write to whom in direct rooms, as these records say. */
    public static DirectContacts contacts(UserRecordClient records) {
        return new DirectContacts(records, System::nanoTime);
    }

    /** Reviews without a stage that is asked. */
    public static MessageReviews noReviews() {
        return new MessageReviews(
                new HookChain(List.of(), 1, (stage, question) -> Future.failedFuture("no stage"), System::nanoTime));
    }

    private static MessageService.Moderation noModeration(FakeStore store) {
        HeldStore held = new HeldStore(new FakeUserRecords(), InstantSource.system());
        HeldEvents.Reviewers reviewers = new HeldEvents.Reviewers(new RoleMembers(store), RoomPolicies.STANDARD);
        HeldEvents events = new HeldEvents(held, reviewers, hint -> {}, Future::succeededFuture);
        return new MessageService.Moderation(
                noReviews(), new MessageHolds(held, new RoomQueues(System::nanoTime), events));
    }

    /** A request to create a public room, or the direct room with bob. */
    public static Rooms.Create newRoom(RoomKind kind, Durability durability) {
        boolean isDirect = kind.equals(RoomKind.DIRECT);
        return new Rooms.Create(
                isDirect ? null : "Interview",
                isDirect ? List.of(BOB.user()) : List.of(),
                isDirect ? Visibility.PRIVATE : Visibility.PUBLIC,
                null,
                null,
                kind,
                durability,
                null,
                null,
                null,
                null);
    }

    /** Sends messages of so many bytes, without stages in front of the store. */
    public static MessageService messages(int maxTextBytes, FakeStore store, RoomQueues queues, MembershipCache cache) {
        MessageService.Checks checks = new MessageService.Checks(
                new ContentLimits(maxTextBytes),
                RoomPolicies.STANDARD,
                contacts(new FakeUserRecords()),
                new ReferenceRule(new MessageFinder(store)),
                new MentionRule(new RoomLookup(store)));
        return new MessageService(
                checks,
                noModeration(store),
                new CachedRoomLog(store, cache),
                queues,
                new MentionEvents(new RoleMembers(store), hint -> {}));
    }

    public static Send message(RoomId room, String text) {
        return new Send(room, new ClientId("c-" + text.hashCode()), text);
    }

    public static <T> T result(Future<T> future) {
        try {
            return future.await(5, SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("not done in time", e);
        }
    }

    /** Returns the text of the expected failure. */
    public static String failure(Future<?> future) {
        return Assertions.catchThrowableOfType(HubException.class, () -> result(future))
                .getMessage();
    }

    private AccessFixtures() {}
}
