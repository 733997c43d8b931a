// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.changes;

import dev.hubbub.access.content.MentionEvents;
import dev.hubbub.access.held.MessageHolds;
import dev.hubbub.access.hooks.HookChain.Outcome;
import dev.hubbub.access.hooks.MessageDraft;
import dev.hubbub.access.hooks.MessageReviews;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.messages.MessageChanges.Changed;
import dev.hubbub.contract.messages.MessageChanges.Delete;
import dev.hubbub.contract.messages.MessageChanges.Edit;
import dev.hubbub.contract.messages.MessageChanges.Pin;
import dev.hubbub.contract.messages.MessageChanges.React;
import dev.hubbub.contract.messages.Messages.Mentioned;
import dev.hubbub.contract.moderation.HeldMessages.HeldMessage;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Future;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Changes messages as callers ask. An edit passes the same stages as a message before it is stored. */
public final class ChangeService {
    private final ChangeWriter writer;
    private final ChangeRules rules;
    private final MessageReviews reviews;
    private final MessageHolds holds;
    private final MentionEvents mentions;

    /**
     * @param reviews asks the stages in front of the store
     * @param holds keeps what a stage holds
     * @param mentions tells users that an edit mentions them
     */
    public ChangeService(
            ChangeWriter writer,
            ChangeRules rules,
            MessageReviews reviews,
            MessageHolds holds,
            MentionEvents mentions) {
        this.writer = writer;
        this.rules = rules;
        this.reviews = reviews;
        this.holds = holds;
        this.mentions = mentions;
    }

    public Future<Changed> edit(Caller caller, Edit body) {
        rules.limits().checkText(body.text());
        if (!reviews.concern(caller)) {
            return write(caller, body);
        }
        return writer.allow(caller, body.room(), body.seq(), new EditChange(caller, body, rules))
                .compose(allowed -> reviews.review(
                        caller,
                        new MessageDraft(body.room(), null, kind(allowed.target()), body.text(), null),
                        () -> Future.succeededFuture(allowed.caller()),
                        new Reviewed(caller, body, allowed.target())));
    }

    /** An edit that the stages were asked about. */
    private final class Reviewed implements MessageReviews.Next<Changed> {
        private final Caller caller;
        private final Edit body;
        private final Entry target;

        /** @param target as it was when the edit came */
        Reviewed(Caller caller, Edit body, Entry target) {
            this.caller = caller;
            this.body = body;
            this.target = target;
        }

        @Override
        public Future<Changed> store(@Nullable String text) {
            return write(caller, body.withText(Objects.requireNonNull(text)));
        }

        @Override
        public Future<Changed> hold(Outcome outcome) {
            Edit left = body.withText(Objects.requireNonNull(outcome.textOf(body.text())));
            return new EditChange(caller, left, rules).entry(target).compose(edit -> edit.map(
                            entry -> keep(entry, outcome))
                    .orElseGet(() -> Future.succeededFuture(Changed.already(body.room(), body.seq()))));
        }

        private Future<Changed> keep(Entry edit, Outcome outcome) {
            return holds.keepEdit(edit, EditChange.newestEdit(target), outcome.reason())
                    .map(released -> new Changed(body.room(), body.seq(), released.seq(), released.at()));
        }
    }

    /** Makes an edit that was held, in the name of who made it, if that may still edit the message. */
    public Future<Changed> release(Caller editor, RoomId room, HeldMessage held) {
        Edit body = held.edit(room);
        EditChange edit = new EditChange(editor, body, rules.atAnyTime());
        ClientId key = new ClientId("held:" + held.id());
        ReleasedEdit released = new ReleasedEdit(edit, Objects.requireNonNull(held.base()), key);
        return tell(editor, body, edit, writer.write(editor, room, body.seq(), released))
                .map(changed -> changed.seq() == null
                        ? new Changed(room, body.seq(), released.newest(), changed.at())
                        : changed);
    }

    private static String kind(Entry message) {
        return message.fields().get("kind") instanceof String kind ? kind : "text";
    }

    private Future<Changed> write(Caller caller, Edit body) {
        EditChange change = new EditChange(caller, body, rules);
        return tell(caller, body, change, writer.write(caller, body.room(), body.seq(), change));
    }

    private Future<Changed> tell(Caller caller, Edit body, EditChange edit, Future<Changed> made) {
        return made.onSuccess(stored -> {
            if (stored.seq() != null) {
                mentions.tell(new Mentioned(body.room(), body.seq(), caller.user()), edit.added());
            }
        });
    }

    public Future<Changed> delete(Caller caller, Delete body) {
        return writer.write(caller, body.room(), body.seq(), new DeleteChange(caller, body, rules))
                .compose(done -> holds.forgetEdits(body.room(), body.seq()).map(done));
    }

    public Future<Changed> react(Caller caller, React body) {
        return writer.write(caller, body.room(), body.seq(), new ReactChange(caller, body, rules));
    }

    public Future<Changed> pin(Caller caller, Pin body) {
        return writer.write(caller, body.room(), body.seq(), new PinChange(caller, body, rules));
    }
}
