// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.entries;

import com.fasterxml.jackson.annotation.JsonAlias;
import dev.hubbub.contract.entries.CreatedEntry.Content;
import dev.hubbub.contract.entries.RoomChange.Membership;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.RoomKind;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.UserId;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code created}: the first entry of a room, which makes it. */
public final class CreatedEntry extends EntryKind<Content> {
    /** The one of its kind. */
    public static final CreatedEntry KIND = new CreatedEntry();

    /**
     * @param user the owner of the room; absent: it has none
     * @param details what the room is at first
     */
    public record Content(@Nullable UserId user, @JsonAlias("founding") Details details) {
        public Content {
            Check.present("entry.details", details);
        }

        /** Whether it makes the same room: the members are the same, in any order. */
        public boolean saysTheSameAs(Content other) {
            return Objects.equals(user, other.user)
                    && details.room().equals(other.details.room())
                    && Set.copyOf(details.members()).equals(Set.copyOf(other.details.members()));
        }
    }

    /** @param members those who are members from the beginning, beside the owner */
    public record Details(String name, Visibility visibility, RoomKind kind, List<UserId> members) {
        public Details {
            Check.present("entry.details.name", name);
            Check.present("entry.details.visibility", visibility);
            kind = RoomKind.orGroup(kind);
            members = members == null ? List.of() : List.copyOf(members);
        }

        /** What the room is without its members. */
        RoomDetails room() {
            return new RoomDetails(name, visibility, kind);
        }
    }

    private CreatedEntry() {
        super("created", Content.class);
    }

    @Override
    public RoomChange change(Entry entry) {
        Content content = read(entry);
        Stream<Membership> owner = Stream.ofNullable(content.user()).map(user -> new Membership(user, Role.OWNER));
        Stream<Membership> members = content.details().members().stream()
                .filter(user -> !user.equals(content.user()))
                .distinct()
                .map(user -> new Membership(user, Role.MEMBER));
        return new RoomChange(
                Stream.concat(owner, members).toList(), content.details().room());
    }
}
