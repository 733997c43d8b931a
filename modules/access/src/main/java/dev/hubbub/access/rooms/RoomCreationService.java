// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.rooms;

import dev.hubbub.access.blocks.DirectContacts;
import dev.hubbub.access.quota.NewMembers;
import dev.hubbub.access.store.MessageLogClient;
import dev.hubbub.contract.entries.CreatedEntry;
import dev.hubbub.contract.entries.CreatedEntry.Content;
import dev.hubbub.contract.entries.CreatedEntry.FirstMembers;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.rooms.Durability;
import dev.hubbub.contract.rooms.RoomKind;
import dev.hubbub.contract.rooms.Rooms.Create;
import dev.hubbub.contract.rooms.Rooms.Created;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Grant;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.util.List;

/** Creates rooms, with the id that the host app's server chose or with a generated one. */
public final class RoomCreationService {
    private static final int MAX_ATTEMPTS = 3;

    private final CreateRoomRule rule;
    private final NewMembers newMembers;
    private final MessageLogClient log;
    private final RoomIdGenerator ids;
    private final DirectContacts contacts;

    /** @param contacts who may write to whom in direct rooms */
    public RoomCreationService(
            CreateRoomRule rule,
            NewMembers newMembers,
            MessageLogClient log,
            RoomIdGenerator ids,
            DirectContacts contacts) {
        this.rule = rule;
        this.newMembers = newMembers;
        this.log = log;
        this.ids = ids;
        this.contacts = contacts;
    }

    public Future<Created> create(Caller caller, Create create) {
        Content content = rule.decide(caller, create);
        return content.room().kind().equals(RoomKind.DIRECT)
                ? direct(caller, content)
                : admitted(caller, content).compose(admitted -> create(caller, create, admitted));
    }

    /** Those of the members whom the caller may not add are invited. */
    private Future<Content> admitted(Caller caller, Content content) {
        List<UserId> members = content.first().members();
        return newMembers
                .admit(caller, List.of(caller.user()))
                .compose(allowed -> newMembers.admit(caller, members))
                .map(invited -> {
                    List<UserId> added = members.stream()
                            .filter(user -> !invited.contains(user))
                            .toList();
                    return Content.of(content.user(), content.room(), new FirstMembers(added, invited));
                });
    }

    /** The room may be there: then nothing is asked, as when a client makes it each time that it opens it. */
    private Future<Created> direct(Caller caller, Content content) {
        RoomId room = DirectRooms.idOf(content.first().members());
        return requireContact(caller, content.first().members())
                .compose(open -> log.read(new MessageLog.Read(room, 1, 1, false)))
                .compose(found -> found.entries().isEmpty()
                        ? admitted(caller, content).compose(admitted -> storeOnce(room, caller, admitted))
                        : Future.succeededFuture(made(found.entries().get(0))));
    }

    private static Created made(Entry first) {
        return created(first.room(), CreatedEntry.KIND.read(first));
    }

    private static Created created(RoomId room, Content content) {
        return new Created(room, 1, Durability.orDurable(content.details().durability()));
    }

    private Future<Void> requireContact(Caller caller, List<UserId> pair) {
        UserId user = caller.user();
        return caller.may(Grant.SERVER)
                ? Future.succeededFuture()
                : contacts.require(user, pair.get(0).equals(user) ? pair.get(1) : pair.get(0));
    }

    private Future<Created> storeOnce(RoomId room, Caller caller, Content content) {
        return store(room, caller, content)
                .recover(cause ->
                        isTaken(cause) ? Future.succeededFuture(created(room, content)) : Future.failedFuture(cause));
    }

    private Future<Created> create(Caller caller, Create create, Content content) {
        RoomId chosen = create.room();
        return chosen == null
                ? createWithNewId(caller, content, 1)
                : store(chosen, caller, content)
                        .recover(cause -> isTaken(cause) ? existing(chosen, content) : Future.failedFuture(cause));
    }

    /** Who makes a room again with the same words gets the same answer. */
    private Future<Created> existing(RoomId room, Content content) {
        return log.read(new MessageLog.Read(room, 1, 1, false)).map(found -> {
            boolean same = found.entries().stream()
                    .anyMatch(entry -> entry.seq() == 1
                            && CreatedEntry.KIND.is(entry)
                            && CreatedEntry.KIND.read(entry).saysTheSameAs(content));
            if (!same) {
                throw conflict();
            }
            return created(room, content);
        });
    }

    private Future<Created> createWithNewId(Caller caller, Content content, int attempt) {
        return store(ids.next(), caller, content)
                .recover(cause -> isTaken(cause) ? retry(caller, content, attempt) : Future.failedFuture(cause));
    }

    private Future<Created> retry(Caller caller, Content content, int attempt) {
        return attempt < MAX_ATTEMPTS
                ? createWithNewId(caller, content, attempt + 1)
                : Future.failedFuture(new HubException(ErrorCode.UNAVAILABLE, "no free room id found, try again"));
    }

    private Future<Created> store(RoomId room, Caller caller, Content content) {
        return log.withUserProfile(CreatedEntry.KIND.entry(room, caller, content))
                .compose(entry -> log.append(new MessageLog.Append(entry, 0)))
                .map(stored -> created(room, content));
    }

    /** An existing room has a membership entry after 0, so the append as of 0 is stale. */
    private static boolean isTaken(Throwable cause) {
        return HubException.is(cause, ErrorCode.STALE)
                || (cause instanceof HubException failure && failure.is(ErrorCode.CONFLICT));
    }

    private static HubException conflict() {
        return new HubException(
                ErrorCode.CONFLICT,
                "room: exists already, made otherwise (expected: an unused id, or the same request)");
    }
}
