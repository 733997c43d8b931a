// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.changes;

import dev.hubbub.access.content.Mentions;
import dev.hubbub.access.policy.Actor;
import dev.hubbub.access.policy.Permission;
import dev.hubbub.contract.entries.EditedEntry;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageChanges.Edit;
import dev.hubbub.contract.messages.Overlays;
import dev.hubbub.contract.rooms.Right;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.value.Caller;
import io.vertx.core.Future;
import java.util.Optional;

/** A message gets another text: from its sender while it may send, for some time, or from who may edit the messages of others. */
final class EditChange implements Change {
    private final Caller caller;
    private final Edit body;
    private final ChangeRules rules;
    private Mentions added = Mentions.NONE;

    EditChange(Caller caller, Edit body, ChangeRules rules) {
        this.caller = caller;
        this.body = body;
        this.rules = rules;
    }

    @Override
    public Permission permission(RoomDetails room, Actor actor, Entry target) {
        Permission byRole = rules.may(Right.EDIT, actor, room);
        if (byRole.isAllowed() || !target.sender().equals(caller.user())) {
            return byRole;
        }
        Permission send = rules.may(Right.SEND, actor, room);
        return send.isAllowed() ? rules.window().permission(target) : send;
    }

    @Override
    public Future<Optional<Entry>> entry(Entry target) {
        Entry edit = EditedEntry.KIND.entry(body.room(), caller, body.content());
        Mentions before = Mentions.of(target);
        Mentions after = Mentions.of(edit);
        if (body.text().equals(MessageEntry.text(target)) && after.equals(before)) {
            return Future.succeededFuture(Optional.empty());
        }
        added = after.without(before);
        return rules.mentions()
                .require(caller, body.room(), body.mentions(), body.mentionRoles())
                .compose(allowed -> rules.overlays().edits(body.room(), body.seq()))
                .map(edits -> {
                    requireLess(edits);
                    return Optional.of(edit);
                });
    }

    private static void requireLess(int edits) {
        if (edits >= Overlays.MAX_EDITS) {
            throw new HubException(
                    ErrorCode.CONFLICT,
                    "seq: a message with " + edits + " edits (expected: fewer than " + Overlays.MAX_EDITS + ")");
        }
    }

    /** Who is mentioned from now on, and was not before. */
    Mentions added() {
        return added;
    }
}
