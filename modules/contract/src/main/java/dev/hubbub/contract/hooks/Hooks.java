// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.hooks;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Questions of the hub that a verticle of the host app answers, on any node. Clients reach none of them. */
public final class Hooks {
    /** Whether a user may join a room, of which it is no member. */
    public static final Rpc<JoinQuestion, JoinAnswer> JOIN =
            new Rpc<>("hook.access.join", JoinQuestion.class, JoinAnswer.class);

    private static final List<String> ROLES = Stream.of(Role.OWNER, Role.MODERATOR, Role.MEMBER, Role.OBSERVER)
            .map(Role::name)
            .toList();

    /**
     * @param room that may not exist
     * @param profile how the user is shown; absent: nothing is known
     */
    public record JoinQuestion(RoomId room, UserId user, @Nullable Profile profile) {
        public JoinQuestion {
            Check.present("room", room);
            Check.present("user", user);
        }
    }

    /** What the host app says of a join. */
    public enum JoinAction {
        /** The user joins like one who is invited. */
        ALLOW,
        /** The user does not join. */
        REFUSE,
        /** The policy of the room decides. */
        PASS;

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @param role of a user who is allowed: {@code owner}, {@code moderator}, {@code member} (also where it is absent) or
     *     {@code observer}
     * @param reason why a user is refused, one line of at most 200 visible characters that the user is told; another text
     *     is not told
     */
    public record JoinAnswer(JoinAction action, @Nullable Role role, @Nullable String reason) {
        public JoinAnswer {
            Check.present("action", action);
            if (role != null) {
                Check.oneOf("role", role.name(), ROLES);
            }
        }
    }

    private Hooks() {}
}
