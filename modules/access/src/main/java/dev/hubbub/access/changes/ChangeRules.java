// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.changes;

import dev.hubbub.access.content.ContentLimits;
import dev.hubbub.access.content.MentionRule;
import dev.hubbub.access.policy.Actor;
import dev.hubbub.access.policy.Permission;
import dev.hubbub.access.policy.RoomPolicies;
import dev.hubbub.contract.rooms.Right;
import dev.hubbub.contract.rooms.RoomDetails;

/**
 * What changes of messages are judged by.
 *
 * @param policies say who may what in rooms
 * @param window for how long senders edit
 * @param overlays what became of messages so far
 * @param mentions whom an edit may mention
 * @param limits how much a text holds
 */
public record ChangeRules(
        RoomPolicies policies, EditWindow window, OverlayReader overlays, MentionRule mentions, ContentLimits limits) {
    Permission may(Right right, Actor actor, RoomDetails room) {
        return policies.of(room.kind()).may(right, actor, room);
    }

    /** The same without an end of the time in which senders edit. */
    ChangeRules atAnyTime() {
        return new ChangeRules(policies, window.endless(), overlays, mentions, limits);
    }
}
