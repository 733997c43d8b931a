// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.hooks;

import dev.hubbub.access.lookup.CachedMembership;
import dev.hubbub.contract.hooks.MessageHooks;
import dev.hubbub.contract.hooks.MessageHooks.MessageQuestion;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.RoomId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a caller wants to be stored.
 *
 * @param clientId by which the caller repeats it; absent: it never repeats it
 * @param kind of the content, such as {@code text}
 * @param text absent: it has none
 * @param data the fields of the kind; absent: it has none
 */
public record MessageDraft(
        RoomId room,
        @Nullable ClientId clientId,
        String kind,
        @Nullable String text,
        @Nullable Map<String, Object> data) {
    /** What the stages are asked about it. */
    MessageQuestion question(Caller caller, CachedMembership sender) {
        return new MessageQuestion(
                room,
                caller.user(),
                kind,
                clientId,
                text,
                data,
                sender.member() == null ? null : sender.member().role(),
                caller.profile().equals(Profile.EMPTY) ? null : caller.profile(),
                sender.details().kind(),
                sender.details().link(),
                MessageHooks.dealStage(sender.details()));
    }
}
