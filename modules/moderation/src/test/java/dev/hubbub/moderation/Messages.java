// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.moderation;

import dev.hubbub.contract.hooks.MessageHooks.MessageQuestion;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.RoomKind;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import org.jspecify.annotations.Nullable;

/** Messages that stages are asked about. */
public final class Messages {
    public static final RoomId ROOM = new RoomId("deal-17");
    public static final UserId ANN = new UserId("ann");

    /** A text of Ann, a member. */
    public static MessageQuestion text(@Nullable String text) {
        return message("text", text, Role.MEMBER, null, null);
    }

    /** A message of Ann of any kind. */
    public static MessageQuestion ofKind(String kind, @Nullable String text) {
        return message(kind, text, Role.MEMBER, null, null);
    }

    /** A text of Ann in a role, to whom the host app gives a role of its own, at a stage of a deal. */
    public static MessageQuestion from(String text, Role role, @Nullable String hostRole, @Nullable String dealStage) {
        return message("text", text, role, hostRole, dealStage);
    }

    private static MessageQuestion message(
            String kind, @Nullable String text, Role role, @Nullable String hostRole, @Nullable String dealStage) {
        Profile profile = hostRole == null ? null : new Profile(null, null, hostRole);
        return new MessageQuestion(ROOM, ANN, kind, null, text, null, role, profile, RoomKind.GROUP, null, dealStage);
    }

    /** The same message, as a client may repeat it. */
    public static MessageQuestion withClientId(MessageQuestion message, String clientId) {
        return new MessageQuestion(
                message.room(),
                message.sender(),
                message.kind(),
                new ClientId(clientId),
                message.text(),
                message.data(),
                message.role(),
                message.profile(),
                message.roomKind(),
                message.link(),
                message.dealStage());
    }

    private Messages() {}
}
