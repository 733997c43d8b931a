// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.content;

import dev.hubbub.access.store.FutureBatches;
import dev.hubbub.access.store.MessageLogClient;
import dev.hubbub.contract.hints.Hints;
import dev.hubbub.contract.messages.Memberships;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.messages.Messages.Mentioned;
import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Tells users that a message mentions them, by a hint to their sockets. In a room that keeps its members beside the log these are
 * the users whom it names, and the first {@value #MAX_OF_ROLE} with each role.
 */
public final class MentionEvents {
    static final int MAX_OF_ROLE = 1_000;

    private final MessageLogClient log;
    private final Consumer<Hints.ToUsers> users;

    /** @param users publishes a hint to users */
    public MentionEvents(MessageLogClient log, Consumer<Hints.ToUsers> users) {
        this.log = log;
        this.users = users;
    }

    /** Completes when all are told, or when it is not known who they are: the hint is lost then. */
    public Future<Void> tell(Mentioned mentioned, Mentions mentions) {
        if (mentions.isEmpty()) {
            return Future.succeededFuture();
        }
        boolean isNamed = mentions.roles().isEmpty() && !mentions.room();
        Future<List<UserId>> others = isNamed
                ? Future.succeededFuture(List.of())
                : members(mentioned.room(), mentions).otherwise(List.of());
        return others.map(members -> {
            Set<UserId> all = new LinkedHashSet<>(mentions.users());
            all.addAll(members);
            all.remove(mentioned.sender());
            Hints.Body hint = Hints.Body.of(Messages.MENTION_HINT, mentioned);
            FutureBatches.split(new ArrayList<>(all), Hints.MAX_RECIPIENTS)
                    .forEach(part -> users.accept(new Hints.ToUsers(part, hint, null)));
            return null;
        });
    }

    private Future<List<UserId>> members(RoomId room, Mentions mentions) {
        return log.describe(new MessageLog.Describe(room, List.of())).compose(found -> {
            if (found.details().keepsMembersApart()) {
                return ofRoles(room, mentions);
            }
            return Future.succeededFuture(users(found.members().stream(), mentions));
        });
    }

    private Future<List<UserId>> ofRoles(RoomId room, Mentions mentions) {
        List<Role> roles = mentions.room()
                ? List.of(Role.OWNER, Role.MODERATOR, Role.MEMBER, Role.OBSERVER)
                : List.copyOf(mentions.roles());
        return FutureBatches.run(roles, 1, role -> log.members(new Memberships.PageOf(room, null, MAX_OF_ROLE, role)))
                .map(pages -> users(pages.stream().flatMap(page -> page.members().stream()), mentions));
    }

    private static List<UserId> users(Stream<Member> members, Mentions mentions) {
        return members.filter(Member::isMember)
                .filter(member -> mentions.room() || mentions.roles().contains(member.role()))
                .map(Member::user)
                .toList();
    }
}
