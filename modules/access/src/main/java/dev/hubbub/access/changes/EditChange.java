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
import java.util.Map;
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
        if (isDone(target)) {
            return Future.succeededFuture(Optional.empty());
        }
        Entry edit = edit();
        added = Mentions.of(edit).without(Mentions.of(target));
        return rules.mentions()
                .require(caller, body.room(), body.mentions(), body.mentionRoles())
                .compose(allowed -> rules.overlays().edits(body.room(), body.seq()))
                .map(edits -> {
                    requireLess(edits);
                    return Optional.of(edit);
                });
    }

    private Entry edit() {
        return EditedEntry.KIND.entry(body.room(), caller, body.content());
    }

    /** Whether the message is as the edit would make it. */
    boolean isDone(Entry target) {
        return body.text().equals(MessageEntry.text(target))
                && Mentions.of(edit()).equals(Mentions.of(target));
    }

    /** The seq of the newest edit of a message; 0: it has none. */
    static long newestEdit(Entry message) {
        return message.fields().get("edited") instanceof Map<?, ?> edited && edited.get("seq") instanceof Number seq
                ? seq.longValue()
                : 0;
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
