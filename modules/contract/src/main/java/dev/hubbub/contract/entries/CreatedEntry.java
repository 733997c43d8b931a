// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.entries;

import com.fasterxml.jackson.annotation.JsonAlias;
import dev.hubbub.contract.entries.CreatedEntry.Content;
import dev.hubbub.contract.entries.RoomChange.Membership;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code created}: the first entry of a room, which makes it. */
public final class CreatedEntry extends EntryKind<Content> {
    /** The one of its kind. */
    public static final CreatedEntry KIND = new CreatedEntry();

    /**
     * @param user the owner of the room; absent: it has none
     * @param details what the room is at first; in JSON with the fields of {@link FirstMembers}
     */
    public record Content(@Nullable UserId user, @JsonAlias("founding") RoomDetails details) {
        public Content {
            Check.present("entry.details", details);
        }

        /** A room with members beside the owner. */
        public static Content of(@Nullable UserId owner, RoomDetails room, FirstMembers first) {
            Map<String, Object> other = new HashMap<>(room.other());
            other.putAll(Json.write(first).getMap());
            return new Content(owner, room.withOther(other));
        }

        /** Who is in the room at first, beside the owner. */
        public FirstMembers first() {
            return Json.read(new JsonObject(details.other()), FirstMembers.class);
        }

        /** What the room is, without its members. */
        public RoomDetails room() {
            Map<String, Object> other = new HashMap<>(details.other());
            other.keySet().removeAll(Set.of("members", "invited"));
            return details.withOther(other);
        }

        /** Whether it makes the same room: the members are the same, in any order. */
        public boolean saysTheSameAs(Content other) {
            return Objects.equals(user, other.user)
                    && room().equals(other.room())
                    && first().users().equals(other.first().users());
        }
    }

    /**
     * @param members those who are members from the beginning
     * @param invited those who are invited
     */
    public record FirstMembers(List<UserId> members, @Nullable List<UserId> invited) {
        public FirstMembers {
            members = members == null ? List.of() : List.copyOf(members);
            invited = invited == null || invited.isEmpty() ? null : List.copyOf(invited);
        }

        /** Members only. */
        public FirstMembers(List<UserId> members) {
            this(members, null);
        }

        private List<UserId> invitedUsers() {
            return invited == null ? List.of() : invited;
        }

        /** All of them. */
        Set<UserId> users() {
            return Stream.concat(members.stream(), invitedUsers().stream()).collect(Collectors.toUnmodifiableSet());
        }
    }

    private CreatedEntry() {
        super("created", Content.class);
    }

    @Override
    public RoomChange change(Entry entry) {
        Content content = read(entry);
        FirstMembers first = content.first();
        Stream<Membership> owner = Stream.ofNullable(content.user()).map(user -> new Membership(user, Role.OWNER));
        Stream<Membership> others = Stream.concat(
                        memberships(first.members(), Role.MEMBER), memberships(first.invitedUsers(), Role.INVITED))
                .filter(each -> !each.user().equals(content.user()));
        return new RoomChange(Stream.concat(owner, others).toList(), content.room());
    }

    private static Stream<Membership> memberships(List<UserId> users, Role role) {
        return users.stream().distinct().map(user -> new Membership(user, role));
    }
}
